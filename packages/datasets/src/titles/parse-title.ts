import { ConfigError, shown } from "@towerkit/core";
import { articleAtEnd } from "./articles.js";
import { takeYear } from "./year.js";

/** The parts of a MovieLens title. */
export interface ParsedTitle {
  /** The title as one would say it: the article in front, no year, no other names. */
  readonly title: string;
  /** The year, or the first of a range of years; undefined where there is none. */
  readonly year: number | undefined;
  /** The last of a range of years, where there is one and it has ended. */
  readonly endYear: number | undefined;
  /** The article that stood behind the title, as it was spelled; empty where there was none. */
  readonly article: string;
  /** Other names, in order: what stood in round brackets, without "a.k.a.". */
  readonly alsoKnownAs: readonly string[];
}

/**
 * Takes a MovieLens title apart.
 *
 * The year is the last thing in the title, in round brackets or (where somebody forgot one) with one of
 * them; ranges such as `(2006–2007)` and open ones such as `(2006–)` are years too. Every other pair of
 * round brackets, with what is nested in it, is another name of the film. An article behind a comma goes
 * to the front, in a dozen languages: `Dolce Vita, La` is `La Dolce Vita`, `Avventura, L'` is
 * `L'Avventura`. Quotes around a whole title go; those within stay.
 *
 * @throws ConfigError for what is no string.
 * @example
 * parseTitle("Usual Suspects, The (1995)");
 * // { title: "The Usual Suspects", year: 1995, endYear: undefined, article: "The", alsoKnownAs: [] }
 */
export function parseTitle(title: string): ParsedTitle {
  if (typeof title !== "string") {
    throw new ConfigError(`title must be a string, got ${shown(title)}.`);
  }
  const { rest, year, endYear } = takeYear(title.trim());
  const { outside, inside } = takeBrackets(rest);
  const main = withoutQuotes(outside === "" ? rest.trim() : outside);
  const { article, name } = articleAtEnd(main);
  return {
    title: name,
    year,
    endYear,
    article,
    alsoKnownAs: outside === "" ? [] : inside.map(otherName).filter((other) => other !== ""),
  };
}

/** What stands outside of all round brackets, and what in each outermost pair. */
function takeBrackets(text: string): { outside: string; inside: readonly string[] } {
  const inside: string[] = [];
  let outside = "";
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") {
      if (depth === 0) start = i + 1;
      depth += 1;
    } else if (text[i] === ")" && depth > 0) {
      depth -= 1;
      if (depth === 0) inside.push(text.slice(start, i));
    } else if (depth === 0) {
      outside += text[i];
    }
  }
  // A bracket that nobody closed encloses the rest.
  if (depth > 0) inside.push(text.slice(start));
  return { outside: outside.replace(/\s+/g, " ").trim(), inside };
}

function otherName(text: string): string {
  const name = withoutQuotes(text.trim().replace(/^a\.?k\.?a\.?:?\s+/i, ""));
  return articleAtEnd(name).name;
}

function withoutQuotes(text: string): string {
  const quoted = /^"([^"]*)"$/.exec(text) ?? /^“([^”]*)”$/.exec(text);
  return (quoted?.[1] ?? text).trim();
}
