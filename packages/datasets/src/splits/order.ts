import { ConfigError, columnOf, shown, type TableLike } from "@towerkit/core";
import { isTable, notATable } from "../table.js";

/** The rows of each value of a column, in the table's order, by first appearance. */
export function rowsBy(table: TableLike, column: string): ReadonlyMap<unknown, readonly number[]> {
  if (!isTable(table)) throw new ConfigError(notATable("table", table));
  const rows = new Map<unknown, number[]>();
  const values = columnOf(table, column);
  for (let row = 0; row < values.length; row++) {
    const known = rows.get(values[row]);
    if (known === undefined) rows.set(values[row], [row]);
    else known.push(row);
  }
  return rows;
}

/**
 * A column of numbers.
 * @throws ConfigError if there is no such column, or a value is no finite number.
 */
export function numbersOf(table: TableLike, column: string): readonly number[] {
  if (!isTable(table)) throw new ConfigError(notATable("table", table));
  return Array.from(columnOf(table, column), (time, row) => {
    if (typeof time !== "number" || !Number.isFinite(time)) {
      throw new ConfigError(
        `column "${column}" must hold finite numbers, got ${shown(time)} in row ${row}.`,
      );
    }
    return time;
  });
}

/**
 * Checks that neither part is empty.
 * @throws ConfigError saying what to change otherwise.
 */
export function checkBothParts(isTest: Uint8Array, advice: string): void {
  const numTest = isTest.reduce((sum, mark) => sum + mark, 0);
  if (numTest === 0 || numTest === isTest.length) {
    throw new ConfigError(
      `this split puts ${numTest} of ${isTest.length} rows into test; both parts must hold at least one row: ${advice}.`,
    );
  }
}
