import { ConfigError, type Schema, shown, type TableLike } from "@towerkit/core";
import { checkBothParts, numbersOf } from "./order.js";
import { partsOf, type Split } from "./random-split.js";

export interface TemporalSplitOptions {
  /** The moment from which on rows are for testing, in the column's unit. Or give `test`. */
  readonly at?: number;
  /**
   * About which share of the rows, the latest, is for testing, between 0 and 1. Rows of one moment stay
   * together, in `test`.
   */
  readonly test?: number;
  /** The column of moments. Default `"timestamp"`. */
  readonly orderBy?: string;
}

/**
 * Splits a table by time: what came before a moment is for training, the rest for testing. Both parts
 * keep the table's order.
 *
 * @throws ConfigError unless exactly one of `at` and `test` is given, and if either part would be empty.
 * @example
 * const { train, test } = temporalSplit(ratings, { test: 0.2 });
 */
export function temporalSplit<S extends Schema>(
  table: TableLike<S>,
  { at, test, orderBy = "timestamp" }: TemporalSplitOptions,
): Split<S> {
  if ((at === undefined) === (test === undefined)) {
    throw new ConfigError("temporalSplit needs either at (a moment) or test (a share), not both.");
  }
  const times = numbersOf(table, orderBy);
  const moment = at === undefined ? quantile(times, test) : checkMoment(at);
  const isTest = Uint8Array.from(times, (time) => (time >= moment ? 1 : 0));
  checkBothParts(isTest, "choose another moment or share");
  return partsOf(table, isTest);
}

function checkMoment(at: unknown): number {
  if (typeof at === "number" && Number.isFinite(at)) return at;
  throw new ConfigError(`at must be a finite number, got ${shown(at)}.`);
}

/** The moment of the first row of the latest share. */
function quantile(times: readonly number[], share: unknown): number {
  if (typeof share !== "number" || !(share > 0 && share < 1)) {
    throw new ConfigError(`test must be a share between 0 and 1, got ${shown(share)}.`);
  }
  const sorted = Float64Array.from(times).sort();
  const numTest = Math.max(1, Math.round(times.length * share));
  return sorted[Math.max(0, sorted.length - numTest)];
}
