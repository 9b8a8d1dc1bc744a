import {
  ConfigError,
  checkInteger,
  columnOf,
  createGenerator,
  type Schema,
  shown,
  type TableLike,
} from "@towerkit/core";
import { isTable, notATable, type Table, takeRows } from "../table.js";
import { stratifiedTest } from "./stratify.js";

/** A table in two parts. */
export interface Split<S extends Schema = Schema> {
  readonly train: Table<S>;
  readonly test: Table<S>;
}

export interface RandomSplitOptions {
  /** How many rows are for testing: a whole number, or below 1 the share of the rows. */
  readonly test: number;
  /** Decides which rows. Default: 42. */
  readonly seed?: number;
  /**
   * A column whose values have, as nearly as can be, the same share in both parts: `"user_rating"`, say.
   * Default: none.
   */
  readonly stratify?: string;
}

/**
 * Splits a table at random: every row goes into one part, and both parts keep the table's order.
 *
 * @throws ConfigError if either part would be empty.
 * @example
 * const { train, test } = randomSplit(ratings, { test: 20_000, seed: 42 });
 */
export function randomSplit<S extends Schema>(
  table: TableLike<S>,
  { test, seed = 42, stratify }: RandomSplitOptions,
): Split<S> {
  if (!isTable(table)) throw new ConfigError(notATable("table", table));
  const numRows = table.numRows();
  const numTest = testSize(test, numRows);
  checkInteger("seed", seed, 0);
  const order = createGenerator(seed, "random split").shuffle(rowsOf(numRows));
  if (stratify !== undefined) {
    return partsOf(table, stratifiedTest(columnOf(table, stratify), order, numTest));
  }
  const isTest = new Uint8Array(numRows);
  for (let i = 0; i < numTest; i++) isTest[order[i]] = 1;
  return partsOf(table, isTest);
}

/** Puts the rows marked 1 into `test` and the others into `train`. */
export function partsOf<S extends Schema>(table: TableLike<S>, isTest: Uint8Array): Split<S> {
  const rows = rowsOf(isTest.length);
  return {
    train: takeRows(
      table,
      rows.filter((row) => isTest[row] === 0),
    ),
    test: takeRows(
      table,
      rows.filter((row) => isTest[row] === 1),
    ),
  };
}

function rowsOf(numRows: number): Uint32Array {
  const rows = new Uint32Array(numRows);
  for (let row = 0; row < numRows; row++) rows[row] = row;
  return rows;
}

function testSize(test: unknown, numRows: number): number {
  const isShare = typeof test === "number" && test > 0 && test < 1;
  const isCount = typeof test === "number" && Number.isSafeInteger(test) && test >= 1;
  if (!isShare && !isCount) {
    throw new ConfigError(
      `test must be a whole number of rows of at least 1, or a share between 0 and 1, got ${shown(test)}.`,
    );
  }
  const size = isShare ? Math.round(numRows * test) : test;
  if (size < 1 || size >= numRows) {
    throw new ConfigError(
      `test is ${test}, which makes ${size} of the table's ${numRows} rows; both parts must hold at least one row.`,
    );
  }
  return size;
}
