import { replaceBetween } from "../report/marks.js";

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
  return replaceBetween(page, marksOf(name), section.trim());
}
