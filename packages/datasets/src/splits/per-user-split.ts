import {
  ConfigError,
  checkInteger,
  createGenerator,
  type Schema,
  shown,
  type TableLike,
} from "@towerkit/core";
import { checkBothParts, rowsBy } from "./order.js";
import { partsOf, type Split } from "./random-split.js";

export interface PerUserSplitOptions {
  /** Which share of each user's rows is for testing, between 0 and 1. */
  readonly test: number;
  /** The column that says whose row it is. Default `"user_id"`. */
  readonly by?: string;
  /** Decides which rows. Default 42. */
  readonly seed?: number;
}

/**
 * Splits each user's rows at random by one share, rounded to whole rows (a half up). A user keeps at
 * least one row in `train`. For three parts, split twice: 80/10/10 is `test: 0.1`, and then of the train
 * part `test: 1 / 9`.
 *
 * @throws ConfigError unless `test` is a share between 0 and 1, and if either part would be empty.
 * @example
 * const { train, test } = perUserSplit(ratings, { test: 0.1 });
 */
export function perUserSplit<S extends Schema>(
  table: TableLike<S>,
  { test, by = "user_id", seed = 42 }: PerUserSplitOptions,
): Split<S> {
  if (typeof test !== "number" || !(test > 0 && test < 1)) {
    throw new ConfigError(`test must be a share between 0 and 1, got ${shown(test)}.`);
  }
  checkInteger("seed", seed, 0);
  const groups = rowsBy(table, by);
  const generator = createGenerator(seed, "per-user split");
  const isTest = new Uint8Array(table.numRows());
  for (const rows of groups.values()) {
    const numTest = Math.min(Math.round(rows.length * test), rows.length - 1);
    const order = generator.shuffle(Uint32Array.from(rows));
    for (let i = 0; i < numTest; i++) isTest[order[i]] = 1;
  }
  checkBothParts(isTest, "choose a larger share");
  return partsOf(table, isTest);
}
