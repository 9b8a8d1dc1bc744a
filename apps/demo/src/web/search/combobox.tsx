import type { ComponentChildren } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { useSuggestions } from "./use-suggestions.js";

/** One suggestion. */
export interface Suggestion<T> {
  readonly key: string;
  readonly value: T;
  readonly label: ComponentChildren;
}

interface ComboboxProps<T> {
  readonly label: string;
  readonly placeholder: string;
  /** What is said when nothing is found. */
  readonly nothingFound: string;
  /** Must be the same function from render to render. */
  readonly suggest: (text: string, signal: AbortSignal) => Promise<readonly Suggestion<T>[]>;
  readonly onChoose: (value: T) => void;
}

const NONE = -1;

/** A text field with suggestions, after the ARIA pattern "editable combobox with list autocomplete". */
export function Combobox<T>(props: ComboboxProps<T>) {
  const { label, placeholder, nothingFound, suggest, onChoose } = props;
  const id = useId();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(NONE);
  const { suggestions, message, areCurrent } = useSuggestions({
    text,
    isOpen,
    suggest,
    nothingFound,
  });
  const chosen = isOpen ? suggestions[active] : undefined;

  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);

  const close = () => {
    setOpen(false);
    setActive(NONE);
  };
  const choose = (suggestion: Suggestion<T>) => {
    setText("");
    close();
    onChoose(suggestion.value);
  };
  const move = (by: number) => {
    setOpen(true);
    const count = suggestions.length;
    if (isOpen && count > 0) setActive((Math.max(active, by < 0 ? 0 : NONE) + by + count) % count);
  };
  const enter = async () => {
    if (areCurrent) return chosen && choose(chosen);
    const [first] = await suggest(text.trim(), new AbortController().signal).catch(() => []);
    if (first && text !== "") choose(first);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: enter,
    Escape: () => (isOpen ? close() : setText("")),
  };

  return (
    <div class="combobox">
      <label for={`${id}-input`}>{label}</label>
      <input
        id={`${id}-input`}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder}
        aria-autocomplete="list"
        aria-expanded={isOpen && suggestions.length > 0}
        aria-controls={`${id}-list`}
        {...(chosen && { "aria-activedescendant": `${id}-${active}` })}
        value={text}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={close}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
          setActive(event.currentTarget.value === "" ? NONE : 0);
        }}
        onKeyDown={(event) => {
          const act = keys[event.key];
          if (act === undefined) return;
          event.preventDefault();
          act();
        }}
      />
      <div class="combobox-popup" hidden={!isOpen || (suggestions.length === 0 && message === "")}>
        <div role="listbox" id={`${id}-list`} aria-label={label}>
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys.
            <div
              key={suggestion.key}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onMouseMove={() => setActive(index)}
              // Before the field loses the focus, which would close the list.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(suggestion)}
            >
              {suggestion.label}
            </div>
          ))}
        </div>
        <p class="combobox-message" role="status">
          {message}
        </p>
      </div>
    </div>
  );
}
