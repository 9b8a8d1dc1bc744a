import { ConfigError, columnOf, type TableLike } from "@towerkit/core";
import { utcDate } from "../calendar/calendar.js";
import { numbersOf } from "../splits/order.js";
import { isTable, notATable } from "../table.js";

/** What a table of interactions holds, in numbers. */
export interface Profile {
  readonly rows: number;
  readonly users: number;
  readonly items: number;
  /** Which share of all pairs of a user and an item has a row. */
  readonly density: number;
  /** How many rows have each rating, by rising rating; undefined where there is no such column. */
  readonly ratings: readonly { readonly rating: number; readonly rows: number }[] | undefined;
  readonly meanRating: number | undefined;
  /** Rows of a user and an item that an earlier row has too. */
  readonly duplicates: number;
  /** Rows of a user: the least, the median (the lower of two), the greatest. */
  readonly rowsPerUser: readonly [number, number, number];
  readonly rowsPerItem: readonly [number, number, number];
  /** How many different titles hold a double quote, and how many a single one. */
  readonly titlesWithQuotes: { readonly double: number; readonly single: number } | undefined;
  /** The first and the last moment, in UTC, as ISO 8601 writes it; undefined where there is none. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface ProfileOptions {
  /** Default `"user_id"`. */
  readonly user?: string;
  /** Default `"movie_id"`. */
  readonly item?: string;
  /** Read where the table has it. Default `"user_rating"`. */
  readonly rating?: string;
  /** Seconds since 1970, read where the table has it. Default `"timestamp"`. */
  readonly time?: string;
  /** Read where the table has it. Default `"movie_title"`. */
  readonly title?: string;
}

/**
 * Looks a table of interactions over: what one wants to know before training on it.
 *
 * @throws ConfigError if the table has no column of users or items.
 * @example
 * console.log(formatProfile(profile(ratings)));
 */
export function profile(
  table: TableLike,
  {
    user = "user_id",
    item = "movie_id",
    rating = "user_rating",
    time = "timestamp",
    title = "movie_title",
  }: ProfileOptions = {},
): Profile {
  if (!isTable(table)) throw new ConfigError(notATable("table", table));
  const present = new Set(table.columnNames());
  const users = columnOf(table, user);
  const items = columnOf(table, item);
  const perUser = countsOf(users);
  const perItem = countsOf(items);
  const rows = table.numRows();
  const pairs = countPairs(users, items);
  const ratings = present.has(rating) ? numbersOf(table, rating) : undefined;
  const times = present.has(time) ? numbersOf(table, time) : [];
  return {
    rows,
    users: perUser.size,
    items: perItem.size,
    density: rows === 0 ? 0 : pairs / (perUser.size * perItem.size),
    ratings: ratings && histogram(ratings),
    meanRating: ratings && mean(ratings),
    duplicates: rows - pairs,
    rowsPerUser: spreadOf(perUser),
    rowsPerItem: spreadOf(perItem),
    titlesWithQuotes: present.has(title) ? quotesIn(columnOf(table, title)) : undefined,
    from: momentOf(times, Math.min),
    to: momentOf(times, Math.max),
  };
}

function countsOf(values: ArrayLike<unknown>): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>();
  for (let row = 0; row < values.length; row++) {
    counts.set(values[row], (counts.get(values[row]) ?? 0) + 1);
  }
  return counts;
}

function countPairs(users: ArrayLike<unknown>, items: ArrayLike<unknown>): number {
  const itemsOf = new Map<unknown, Set<unknown>>();
  let pairs = 0;
  for (let row = 0; row < users.length; row++) {
    const theirs = itemsOf.get(users[row]);
    if (theirs === undefined) itemsOf.set(users[row], new Set([items[row]]));
    else theirs.add(items[row]);
  }
  for (const theirs of itemsOf.values()) pairs += theirs.size;
  return pairs;
}

function histogram(ratings: readonly number[]): { rating: number; rows: number }[] {
  return [...countsOf(ratings)]
    .map(([rating, rows]) => ({ rating: rating as number, rows }))
    .sort((a, b) => a.rating - b.rating);
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spreadOf(counts: ReadonlyMap<unknown, number>): [number, number, number] {
  if (counts.size === 0) return [0, 0, 0];
  const sorted = Float64Array.from(counts.values()).sort();
  return [sorted[0], sorted[(sorted.length - 1) >> 1], sorted[sorted.length - 1]];
}

function quotesIn(titles: ArrayLike<unknown>): { double: number; single: number } {
  const different = [...new Set(Array.from(titles, String))];
  return {
    double: different.filter((title) => title.includes('"')).length,
    single: different.filter((title) => title.includes("'")).length,
  };
}

function momentOf(
  times: readonly number[],
  choose: (a: number, b: number) => number,
): string | undefined {
  if (times.length === 0) return undefined;
  return utcDate(times.reduce((a, b) => choose(a, b))).toISOString();
}
