import {
  ConfigError,
  checkInteger,
  createGenerator,
  type Schema,
  type TableLike,
} from "@towerkit/core";
import { rowsBy } from "./order.js";
import { partsOf, type Split } from "./random-split.js";

export interface KFoldOptions {
  /** How many folds, at least 2. */
  readonly k: number;
  /** The column whose values stay together. Default `"user_id"`. */
  readonly by?: string;
  /** Decides who is in which fold. Default 42. */
  readonly seed?: number;
}

/**
 * Cuts a table into `k` folds of whole users, as many users in each as can be, and gives a split for
 * each fold: `test` is the fold, `train` all others. Every row is in one fold's `test`.
 *
 * @throws ConfigError if `k` is below 2 or above the number of users.
 * @example
 * for (const { train, test } of kFoldByUser(ratings, { k: 5 })) {
 *   // fit on train, evaluate on test
 * }
 */
export function kFoldByUser<S extends Schema>(
  table: TableLike<S>,
  { k, by = "user_id", seed = 42 }: KFoldOptions,
): readonly Split<S>[] {
  checkInteger("k", k, 2);
  checkInteger("seed", seed, 0);
  const groups = [...rowsBy(table, by).values()];
  if (groups.length < k) {
    throw new ConfigError(
      `k is ${k}, but column "${by}" has ${groups.length} different values; each fold needs one.`,
    );
  }
  const order = createGenerator(seed, "k-fold").shuffle(Uint32Array.from(groups.keys()));
  return Array.from({ length: k }, (_, fold) => {
    const isTest = new Uint8Array(table.numRows());
    for (let i = fold; i < order.length; i += k) {
      for (const row of groups[order[i]]) isTest[row] = 1;
    }
    return partsOf(table, isTest);
  });
}
