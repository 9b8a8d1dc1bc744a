import type { ComponentChildren } from "preact";
import { useNavigator } from "./navigator.js";
import { addressOf, type Place } from "./place.js";

interface LinkProps {
  readonly to: Place;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A link within the page. It is a real one: it can be copied, and opened in another tab. */
export function Link({ to, class: className, children }: LinkProps) {
  const { go } = useNavigator();
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    go(to);
  };
  return (
    <a href={addressOf(to)} class={className} onClick={follow}>
      {children}
    </a>
  );
}
