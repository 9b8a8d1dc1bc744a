import { checkInteger, type Schema, type TableLike } from "@towerkit/core";
import { checkBothParts, numbersOf, rowsBy } from "./order.js";
import { partsOf, type Split } from "./random-split.js";

export interface LeaveLastOutOptions {
  /** How many rows of each user are for testing. Default 1. */
  readonly n?: number;
  /** The column that says whose row it is. Default `"user_id"`. */
  readonly by?: string;
  /** The column of moments. Default `"timestamp"`. */
  readonly orderBy?: string;
}

/**
 * Puts each user's last `n` rows into `test`. Of rows of one moment, those further down in the table are
 * later. Users with no more than `n` rows stay in `train` whole, as nothing would be left to learn from.
 *
 * @throws ConfigError if `n` is no whole number from 1, or either part would be empty.
 * @example
 * const { train, test } = leaveLastOut(ratings, { n: 1 });
 */
export function leaveLastOut<S extends Schema>(
  table: TableLike<S>,
  { n = 1, by = "user_id", orderBy = "timestamp" }: LeaveLastOutOptions = {},
): Split<S> {
  checkInteger("n", n, 1);
  const times = numbersOf(table, orderBy);
  const isTest = new Uint8Array(table.numRows());
  for (const rows of rowsBy(table, by).values()) {
    if (rows.length <= n) continue;
    const byTime = rows.slice().sort((a, b) => times[a] - times[b] || a - b);
    for (const row of byTime.slice(-n)) isTest[row] = 1;
  }
  checkBothParts(isTest, `no user has more than ${n} rows, so choose a smaller n`);
  return partsOf(table, isTest);
}
