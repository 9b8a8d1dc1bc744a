import { ConfigError, shown } from "@towerkit/core";
import type { ColumnNames, ColumnsOf } from "../encoder.js";
import type { SeenItemsOptions } from "./settings.js";

/** What is read of a row: whose it is and, where the encoder is fitted, the item. */
export type SeenItemsValue = readonly [by: string, item?: string];

/** The columns of the values, in the same order. */
export type SeenItemsColumns = ColumnsOf<SeenItemsValue>;

/** How error messages call the columns. */
export const namesOf = ({ by, item }: SeenItemsOptions, names?: ColumnNames): readonly string[] =>
  Array.isArray(names) ? names : [by, item].map((column) => `column ${shown(column)}`);

/**
 * How many rows there are.
 * @param count - how many columns are read.
 * @throws ConfigError unless there are so many columns, equally long.
 */
export function checkRows(
  columns: SeenItemsColumns,
  count: 1 | 2,
  names: readonly string[],
): number {
  if (!Array.isArray(columns) || columns.length < count) {
    throw new ConfigError(
      `seenItems: it reads ${names.slice(0, count).join(" and ")}, got ${shown(columns)}.`,
    );
  }
  const rows = columns[0].length;
  if (count === 2 && columns[1]?.length !== rows) {
    throw new ConfigError(
      `seenItems: ${names[0]} has ${rows} rows and ${names[1]} has ${shown(columns[1]?.length)}; they must be equal.`,
    );
  }
  return rows;
}
