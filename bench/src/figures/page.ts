/** Pages in `docs` that parts write sections of. */
export type Page = "figures.md" | "conformance.md";

/** The lines between which a part's section stands. */
export const marksOf = (name: string) => ({
  begin: `<!-- ${name}: written by npm run figures from here on. -->`,
  end: `<!-- ${name}: written by npm run figures up to here. -->`,
});

/**
 * Puts a part's section into a page, between the part's two marks; the rest is left as it is.
 * @throws Error if the page lacks a mark.
 */
export function withSection(page: string, name: string, section: string): string {
  const marks = marksOf(name);
  const begin = page.indexOf(marks.begin);
  const end = page.indexOf(marks.end);
  if (begin < 0 || end < begin) {
    throw new Error(`the page must hold the lines\n${marks.begin}\n${marks.end}\nin this order`);
  }
  return `${page.slice(0, begin)}${marks.begin}\n\n${section.trim()}\n\n${page.slice(end)}`;
}
