interface TitleAndYear {
  readonly rest: string;
  readonly year: number | undefined;
  readonly endYear: number | undefined;
}

/** A year or a range of years at the very end; its closing bracket may be missing. */
const YEAR_AT_END = /\((\d{4})(?:\s*[-–—]\s*(\d{4})?)?\s*\)?$/;
/** The same without its opening bracket, which counts only where no other bracket is open. */
const YEAR_WITHOUT_OPENING = /(?<!\S)(\d{4})(?:\s*[-–—]\s*(\d{4})?)?\s*\)$/;

const FIRST_FILM = 1874;
const LAST_YEAR = 2100;

/** Takes the year from the end of a trimmed title. */
export function takeYear(title: string): TitleAndYear {
  const found = YEAR_AT_END.exec(title) ?? withoutOpening(title);
  const [first, last] = [found?.[1], found?.[2]];
  const year = Number(first);
  if (!found || !(year >= FIRST_FILM && year <= LAST_YEAR)) {
    return { rest: title, year: undefined, endYear: undefined };
  }
  return {
    rest: title.slice(0, found.index).trim(),
    year,
    endYear: last === undefined ? undefined : Number(last),
  };
}

function withoutOpening(title: string): RegExpExecArray | null {
  const found = YEAR_WITHOUT_OPENING.exec(title);
  const before = title.slice(0, found?.index);
  const open = before.split("(").length - before.split(")").length;
  return open > 0 ? null : found;
}
