import { ConfigError, shown } from "@towerkit/core";
import type { ColumnNames, ColumnsOf } from "../encoder.js";
import type { HistoryOptions } from "./settings.js";

/**
 * What a history reads of a row: whose it is, its moment and, where it is fitted, the item. Encoding
 * does not read the item: a query has none yet.
 */
export type HistoryValue = readonly [by: string, orderBy: number, item?: string];

/** The columns of the values, in the same order. */
export type HistoryColumns = ColumnsOf<HistoryValue>;

/** The columns that a history reads, in the order of its values. */
export const columnsOfHistory = ({ by, orderBy, item }: HistoryOptions): readonly string[] => [
  by,
  orderBy,
  item,
];

/** How error messages call the columns. */
export const namesOf = (options: HistoryOptions, names?: ColumnNames): readonly string[] =>
  Array.isArray(names)
    ? names
    : columnsOfHistory(options).map((column) => `column ${shown(column)}`);

/**
 * How many rows there are.
 * @param count - how many columns are read.
 * @throws ConfigError unless there are so many columns, equally long.
 */
export function checkRows(columns: HistoryColumns, count: 2 | 3, names: readonly string[]): number {
  if (!Array.isArray(columns) || columns.length < count) {
    throw new ConfigError(
      `history: it reads ${count} columns (${names.slice(0, count).join(", ")}), got ${shown(columns)}.`,
    );
  }
  const rows = columns[0].length;
  for (let i = 1; i < count; i++) {
    const length = columns[i]?.length;
    if (length !== rows) {
      throw new ConfigError(
        `history: ${names[0]} has ${rows} rows and ${names[i]} has ${shown(length)}; they must be equal.`,
      );
    }
  }
  return rows;
}
