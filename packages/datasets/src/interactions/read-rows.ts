import { ConfigError, shown, type TableLike } from "@towerkit/core";
import type { RawTable } from "./raw-table.js";

export function columnsOfTable(
  table: Pick<TableLike, "numRows" | "columnNames" | "array">,
): RawTable {
  return {
    name: "the table",
    numRows: table.numRows(),
    columns: new Map(table.columnNames().map((name) => [name, table.array(name)])),
  };
}

/** The columns of rows: every key that any row has; a row that lacks it has `undefined` there. */
export function columnsOfRows(rows: Iterable<Readonly<Record<string, unknown>>>): RawTable {
  const columns = new Map<string, unknown[]>();
  let numRows = 0;
  for (const row of rows) {
    if (typeof row !== "object" || row === null) {
      throw new ConfigError(`row ${numRows} of the source must be an object, got ${shown(row)}.`);
    }
    for (const [name, value] of Object.entries(row)) {
      let column = columns.get(name);
      if (column === undefined) {
        column = new Array(numRows).fill(undefined);
        columns.set(name, column);
      }
      column[numRows] = value;
    }
    numRows += 1;
  }
  for (const column of columns.values()) column.length = numRows;
  return { name: "the rows", numRows, columns };
}
