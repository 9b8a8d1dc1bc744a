import { ConfigError, NumericError, requireColumns, shown, type TableLike } from "@towerkit/core";
import type { ColumnTable } from "arquero";
import { isTable, notATable, plainTable, type Table } from "./table.js";

interface ValueOfKind {
  string: string;
  number: number;
  boolean: boolean;
  "number[]": readonly number[];
  "string[]": readonly string[];
}

/** What the values of a column are. */
export type ColumnKind = keyof ValueOfKind;

/** Column names and what the values of each are. */
export type ColumnKinds = Readonly<Record<string, ColumnKind>>;

/** The row that a set of column kinds describes. */
export type RowOf<K extends ColumnKinds> = { readonly [C in keyof K]: ValueOfKind[K[C]] };

/**
 * Checks a table that went through Arquero's verbs, copies its filtered and ordered rows into a
 * plain table, and tells the compiler what is in it. Columns that `schema` does not name stay.
 *
 * @param schema - column names and kinds: `"string"`, `"number"`, `"boolean"`, `"number[]"` or
 *   `"string[]"`; for whole MovieLens tables `ratingSchema`, `movieSchema` and `userSchema`.
 * @throws ConfigError if a column is missing or holds a value of another kind.
 * @throws NumericError if a number is not finite.
 * @example
 * const recent = as(ratings.filter(escape((row) => row.timestamp > 890_000_000)), ratingSchema);
 */
export function as<const K extends ColumnKinds>(table: TableLike, schema: K): Table<RowOf<K>> {
  if (!isTable(table)) throw new ConfigError(notATable("table", table));
  const names = Object.keys(schema);
  requireColumns(table, names);
  const plain = plainTable(table);
  for (const name of names) checkColumn(plain, name, schema[name] as ColumnKind);
  return plain as Table<RowOf<K>>;
}

const isOfKind: Record<ColumnKind, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  "number[]": (value) => isListOf(value, "number"),
  "string[]": (value) => isListOf(value, "string"),
};

function isListOf(value: unknown, type: "number" | "string"): boolean {
  const isList =
    Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  return isList && Array.prototype.every.call(value, (entry) => typeof entry === type);
}

function checkColumn(table: ColumnTable, name: string, kind: ColumnKind): void {
  const accepts = isOfKind[kind];
  if (accepts === undefined) {
    const kinds = Object.keys(isOfKind).join(", ");
    throw new ConfigError(`schema.${name} must be one of ${kinds}, got ${shown(kind)}.`);
  }
  const column = table.getter(name);
  const numRows = table.numRows();
  for (let row = 0; row < numRows; row++) {
    const value: unknown = column(row);
    if (!accepts(value)) {
      throw new ConfigError(
        `column "${name}" must hold ${kind} values, got ${shown(value)} in row ${row}.`,
      );
    }
    if (!holdsFiniteNumbers(kind, value)) {
      throw new NumericError(
        `column "${name}" holds ${shown(value)} in row ${row}; every number must be finite.`,
      );
    }
  }
}

function holdsFiniteNumbers(kind: ColumnKind, value: unknown): boolean {
  if (kind === "number") return Number.isFinite(value);
  if (kind === "number[]") return Array.prototype.every.call(value, Number.isFinite);
  return true;
}
