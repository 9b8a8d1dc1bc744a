import { useEffect, useState } from "preact/hooks";
import type { Suggestion } from "./combobox.js";

const PAUSE_MS = 100;

interface SuggestionsRequest<T> {
  readonly text: string;
  readonly isOpen: boolean;
  readonly nothingFound: string;
  readonly suggest: (text: string, signal: AbortSignal) => Promise<readonly Suggestion<T>[]>;
}

interface Found<T> {
  /** For which text. */
  readonly text: string | undefined;
  readonly suggestions: readonly Suggestion<T>[];
  readonly message: string;
}

/** The suggestions for a text, once typing pauses; the last ones stay until then. */
export function useSuggestions<T>({ text, isOpen, nothingFound, suggest }: SuggestionsRequest<T>): {
  readonly suggestions: readonly Suggestion<T>[];
  readonly message: string;
  /** Whether these are for this very text, and not for what was there before. */
  readonly areCurrent: boolean;
} {
  const [found, setFound] = useState<Found<T>>({ text: undefined, suggestions: [], message: "" });
  useEffect(() => {
    if (!isOpen) return;
    const leaving = new AbortController();
    const show = (suggestions: readonly Suggestion<T>[], message: string) => {
      if (!leaving.signal.aborted) setFound({ text, suggestions, message });
    };
    const ask = () =>
      suggest(text.trim(), leaving.signal).then(
        (suggestions) => show(suggestions, suggestions.length === 0 ? nothingFound : ""),
        (error: Error) => show([], error.message),
      );
    const timer = setTimeout(ask, text === "" ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [text, isOpen, nothingFound, suggest]);
  return { ...found, areCurrent: found.text === text };
}
