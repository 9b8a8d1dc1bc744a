import { ConfigError, type Schema, shown, type TableLike } from "@towerkit/core";
import { numbersOf } from "../splits/order.js";
import { type Table, takeRows } from "../table.js";

export interface ImplicitOptions {
  /** From which rating on a row counts as liked. */
  readonly least: number;
  /** The column of ratings. Default `"user_rating"`. */
  readonly rating?: string;
}

/**
 * Keeps the rows that say "liked": those whose rating is at least `least`.
 *
 * @throws ConfigError if there is no such column, or no row is left.
 * @example
 * const liked = implicit(ratings, { least: 4 });
 */
export function implicit<S extends Schema>(
  table: TableLike<S>,
  { least, rating = "user_rating" }: ImplicitOptions,
): Table<S> {
  if (typeof least !== "number" || !Number.isFinite(least)) {
    throw new ConfigError(`least must be a finite number, got ${shown(least)}.`);
  }
  const ratings = numbersOf(table, rating);
  const rows = ratings.flatMap((value, row) => (value >= least ? [row] : []));
  if (rows.length === 0) {
    throw new ConfigError(`no row of the table has a ${rating} of at least ${least}.`);
  }
  return takeRows(table, Uint32Array.from(rows));
}
