/**
 * Replaces what stands between two lines of a page; the rest is written by hand.
 * @throws Error if the page lacks one of the lines.
 */
export function replaceBetween(
  page: string,
  marks: { readonly begin: string; readonly end: string },
  text: string,
): string {
  const begin = page.indexOf(marks.begin);
  const end = page.indexOf(marks.end);
  if (begin < 0 || end < begin) {
    throw new Error(`the page must hold the lines\n${marks.begin}\n${marks.end}\nin this order`);
  }
  return `${page.slice(0, begin)}${marks.begin}\n\n${text}\n\n${page.slice(end)}`;
}
