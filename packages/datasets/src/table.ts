import { type Schema, shown, type TableLike } from "@towerkit/core";
import { ColumnTable, table as makeTable } from "arquero";

/** An Arquero table whose columns, and the types of their values, the compiler knows. */
export type Table<S extends Schema = Schema> = ColumnTable & TableLike<S>;

/** Columns of equal length that `S` describes. */
export type ColumnsOf<S extends Schema> = { readonly [C in keyof S]: ArrayLike<S[C]> };

/** Makes a table of columns. The arrays are used as they are, not copied. */
export function tableOf<S extends Schema>(columns: ColumnsOf<S>): Table<S> {
  return makeTable(columns) as Table<S>;
}

/** Copies the rows at `rows`, counted in the table's own order, into a table of their own. */
export function takeRows<S extends Schema>(table: TableLike<S>, rows: Uint32Array): Table<S> {
  if (table instanceof ColumnTable) {
    const backing = table.indices();
    return table.ungroup().reify(Array.from(rows, (row) => backing[row])) as Table<S>;
  }
  const columns: Record<string, unknown[]> = {};
  for (const name of table.columnNames()) {
    const values = table.array(name);
    columns[name] = Array.from(rows, (row) => values[row]);
  }
  return makeTable(columns) as Table<S>;
}

/** Tells a table from the other things that a caller without types may hand over. */
export function isTable(value: unknown): value is TableLike {
  const table = value as Partial<TableLike> | null | undefined;
  return typeof table?.numRows === "function" && typeof table.array === "function";
}

/** What to say of an argument that is no table. */
export const notATable = (name: string, value: unknown): string =>
  `${name} must be a table, got ${shown(value)}.`;

/** A copy of the table with columns added, or replaced where it has them; its own order is kept. */
export function withColumns<S extends Schema>(
  table: TableLike<S>,
  columns: Readonly<Record<string, ArrayLike<unknown>>>,
): Table<S> {
  const all: Record<string, ArrayLike<unknown>> = {};
  for (const name of table.columnNames()) {
    all[name] = Object.hasOwn(columns, name) ? columns[name] : table.array(name);
  }
  return makeTable({ ...all, ...columns }) as Table<S>;
}
