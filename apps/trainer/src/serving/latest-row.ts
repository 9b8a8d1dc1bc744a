import type { TableLike } from "@towerkit/core";

/** A row of a table. */
export interface RowPlace {
  readonly table: TableLike;
  readonly index: number;
}

/**
 * The last row whose key is `key`: by `timestamp` where the table has one (of equal times the
 * later row), else by place.
 */
export function latestRowOf(
  table: TableLike | undefined,
  keyColumn: string,
  key: string,
): RowPlace | undefined {
  if (table === undefined) return undefined;
  const keys = table.array(keyColumn);
  const times = table.columnNames().includes("timestamp")
    ? (table.array("timestamp") as ArrayLike<number>)
    : undefined;
  let index = -1;
  for (let row = 0; row < keys.length; row++) {
    if (String(keys[row]) !== key) continue;
    if (index < 0 || times === undefined || times[row] >= times[index]) index = row;
  }
  return index < 0 ? undefined : { table, index };
}
