/**
 * A title as the movie-engine notebook cleans it: each four-digit number in round brackets goes, then
 * empty brackets, then blanks at both ends. Other brackets stay.
 *
 * Different films may have one title then: `cleanTitles` keeps the year beside it and counts them.
 * @example
 * cleanTitle("Seven (a.k.a. Se7en) (1995)"); // "Seven (a.k.a. Se7en)"
 */
export function cleanTitle(title: string): string {
  return title
    .replace(/\(\d{4}\)/g, "")
    .replaceAll("()", "")
    .trim();
}
