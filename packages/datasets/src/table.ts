import { type Schema, shown, type TableLike } from "@towerkit/core";
import { ColumnTable, table as makeTable } from "arquero";
import { DictionaryColumn } from "./columns/dictionary-column.js";

/** An Arquero table whose columns, and the types of their values, the compiler knows. */
export type Table<S extends Schema = Schema> = ColumnTable & TableLike<S>;

/** Columns of equal length that `S` describes. */
export type ColumnsOf<S extends Schema> = {
  readonly [C in keyof S]: ArrayLike<S[C]> | DictionaryColumn<S[C]>;
};

/** Makes a table of columns. They are used as they are, not copied. */
export function tableOf<S extends Schema>(columns: ColumnsOf<S>): Table<S> {
  return makeTable(columns) as Table<S>;
}

/**
 * Copies the rows at `rows`, counted in the table's own order, into a table of their own. Columns
 * stay as compact as they were.
 */
export function takeRows<S extends Schema>(table: TableLike<S>, rows: Uint32Array): Table<S> {
  const names = table.columnNames();
  if (!(table instanceof ColumnTable)) {
    return makeTable(names.map((name) => [name, taken(table.array(name), rows)])) as Table<S>;
  }
  const backing = backingRows(table, rows);
  return makeTable(names.map((name) => [name, taken(table.column(name), backing)])) as Table<S>;
}

/** Where the rows lie in the table's columns, which its filter and order leave as they are. */
function backingRows(table: ColumnTable, rows: Uint32Array): Uint32Array {
  if (!table.isFiltered() && !table.isOrdered()) return rows;
  const indices = table.indices();
  return rows.map((row) => indices[row]);
}

function taken(column: unknown, rows: Uint32Array): ArrayLike<unknown> | DictionaryColumn<unknown> {
  if (column instanceof DictionaryColumn) return column.take(rows);
  if (isTypedArray(column)) {
    const copy = new (column.constructor as new (length: number) => Float64Array)(rows.length);
    for (let i = 0; i < rows.length; i++) copy[i] = column[rows[i]];
    return copy;
  }
  const copy = new Array<unknown>(rows.length);
  if (hasAt(column)) {
    for (let i = 0; i < rows.length; i++) copy[i] = column.at(rows[i]);
  } else {
    const values = column as ArrayLike<unknown>;
    for (let i = 0; i < rows.length; i++) copy[i] = values[rows[i]];
  }
  return copy;
}

function isTypedArray(column: unknown): column is Float64Array {
  return ArrayBuffer.isView(column) && !(column instanceof DataView);
}

/** Arquero's columns need not be arrays: Arrow's are not. */
function hasAt(column: unknown): column is { at(row: number): unknown } {
  return !Array.isArray(column) && typeof (column as { at?: unknown }).at === "function";
}

/** Tells a table from the other things that a caller without types may hand over. */
export function isTable(value: unknown): value is TableLike {
  const table = value as Partial<TableLike> | null | undefined;
  return typeof table?.numRows === "function" && typeof table.array === "function";
}

/** What to say of an argument that is no table. */
export const notATable = (name: string, value: unknown): string =>
  `${name} must be a table, got ${shown(value)}.`;

/**
 * The rows that a table's filter leaves, in its order, as a table of its own without either. Columns
 * stay as compact as they were, and a table that has none of these is not copied.
 */
export function plainTable<S extends Schema>(table: TableLike<S>): Table<S> {
  const isPlain = table instanceof ColumnTable && !table.isFiltered() && !table.isOrdered();
  if (isPlain) return (table as ColumnTable).ungroup() as Table<S>;
  return takeRows(
    table,
    Uint32Array.from({ length: table.numRows() }, (_, row) => row),
  );
}

/**
 * A copy of the table with columns added, or replaced where it has them; its own order is kept, and
 * its other columns stay as compact as they were.
 */
export function withColumns<S extends Schema>(
  table: TableLike<S>,
  columns: Readonly<Record<string, ArrayLike<unknown>>>,
): Table<S> {
  const plain = plainTable(table);
  const own = plain.columnNames().map((name) => [name, plain.column(name)]);
  return makeTable({ ...Object.fromEntries(own), ...columns }) as Table<S>;
}
