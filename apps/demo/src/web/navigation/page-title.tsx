import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useNavigator } from "./navigator.js";

interface PageTitleProps {
  /** The document's title, before the name of the site. */
  readonly title: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** The heading of a page. One that was moved to takes the focus, so that a screen reader says where one is. */
export function PageTitle({ title, class: className, children }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { hasMoved } = useNavigator();
  useEffect(() => {
    document.title = `${title} · Towerkit`;
    if (hasMoved) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1} class={className}>
      {children}
    </h1>
  );
}
