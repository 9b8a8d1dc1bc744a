import { ConfigError, columnOf, type Schema, shown, type TableLike } from "@towerkit/core";
import { isTable, notATable, type Table, withColumns } from "../table.js";
import { cleanTitle } from "./clean-title.js";
import { parseTitle } from "./parse-title.js";

/** Different films that cleaning gave one title. */
export interface TitleCollision {
  readonly title: string;
  /** The titles before, each once, in the table's order. */
  readonly originals: readonly string[];
}

/** A table with clean titles. */
export interface CleanedTitles<S extends Schema> {
  /** As before, with clean titles, and the year in a column `movie_year`: 0 where there is none. */
  readonly table: Table<S & { readonly movie_year: number }>;
  /** By falling number of originals, then in the table's order. */
  readonly collisions: readonly TitleCollision[];
}

export interface CleanTitlesOptions {
  /** Which column holds the titles. Default `"movie_title"`. */
  readonly column?: string;
  /** How a title is cleaned. Default: `cleanTitle`. */
  readonly clean?: (title: string) => string;
}

/**
 * Cleans a table's titles, keeps the year as a column, and reports which different titles became one.
 *
 * @throws ConfigError if there is no such column, or it holds something else than strings.
 * @example
 * const { table, collisions } = cleanTitles(movies);
 * console.log(collisions[0]?.originals); // such as ["Sabrina (1954)", "Sabrina (1995)"]
 */
export function cleanTitles<S extends Schema>(
  table: TableLike<S>,
  { column = "movie_title", clean = cleanTitle }: CleanTitlesOptions = {},
): CleanedTitles<S> {
  if (!isTable(table)) throw new ConfigError(notATable("table", table));
  const titles = columnOf(table, column);
  const cleaned: string[] = [];
  const years: number[] = [];
  const originals = new Map<string, Set<string>>();
  for (let row = 0; row < titles.length; row++) {
    const original = titles[row];
    if (typeof original !== "string") {
      throw new ConfigError(
        `column "${column}" must hold strings, got ${shown(original)} in row ${row}.`,
      );
    }
    const title = clean(original);
    cleaned.push(title);
    years.push(parseTitle(original).year ?? 0);
    const known = originals.get(title);
    if (known === undefined) originals.set(title, new Set([original]));
    else known.add(original);
  }
  const collisions = [...originals]
    .filter(([, different]) => different.size > 1)
    .map(([title, different]) => ({ title, originals: [...different] }))
    .sort((a, b) => b.originals.length - a.originals.length);
  return {
    table: withColumns(table, { [column]: cleaned, movie_year: years }) as Table<
      S & { readonly movie_year: number }
    >,
    collisions,
  };
}
