import { shown } from "./checks.js";
import { ConfigError } from "./errors.js";

declare const schemaBrand: unique symbol;

/** The columns of a table: names to the types of their values. Type-only. */
export type Schema = object;

/**
 * What Towerkit asks of a table. Arquero's tables satisfy it; so does `tableFromColumns`.
 *
 * All four methods honour a table's filter and order. `S` is the schema: it exists for the
 * compiler only, so a table whose schema is unknown is accepted everywhere and checked at run time.
 */
export interface TableLike<S extends Schema = Schema> {
  numRows(): number;
  columnNames(): string[];
  /** The value of a column in the `row`-th row, counted from 0. */
  get(name: string, row?: number): unknown;
  /** All values of a column, in row order. */
  array(name: string): ArrayLike<unknown>;
  readonly [schemaBrand]?: S;
}

/** The columns of a table as plain arrays, by name. */
export type ColumnData = Readonly<Record<string, ArrayLike<unknown>>>;

/** The schema of a table made by `tableFromColumns`. */
export type SchemaOf<C extends ColumnData> = {
  [K in keyof C]: C[K] extends ArrayLike<infer V> ? V : never;
};

/**
 * Makes a table out of columns of equal length, for callers who have no need of Arquero. The arrays
 * are used as they are, not copied.
 * @throws ConfigError if two columns differ in length.
 * @example
 * const table = tableFromColumns({ user_id: ["1", "2"], movie_title: ["Heat (1995)", "Fargo (1996)"] });
 */
export function tableFromColumns<C extends ColumnData>(columns: C): TableLike<SchemaOf<C>> {
  const names = Object.keys(columns);
  const numRows =
    names.length === 0 ? 0 : (columns[names[0] as string] as ArrayLike<unknown>).length;
  for (const name of names) {
    const length = (columns[name] as ArrayLike<unknown>).length;
    if (length !== numRows) {
      throw new ConfigError(
        `column ${shown(name)} has ${length} rows and column ${shown(names[0])} has ${numRows}; they must be equal.`,
      );
    }
  }
  const column = (name: string): ArrayLike<unknown> => {
    const found = Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (found === undefined) throw new ConfigError(missingColumn(name, names));
    return found;
  };
  return {
    numRows: () => numRows,
    columnNames: () => names.slice(),
    get: (name, row = 0) => column(name)[row],
    array: (name) => column(name),
  };
}

/**
 * Reads a column, in the table's own row order.
 * @param what - how the caller calls the table, for the message.
 * @throws ConfigError if the table has no such column.
 */
export function columnOf(table: TableLike, name: string, what = "the table"): ArrayLike<unknown> {
  requireColumns(table, [name], what);
  return table.array(name);
}

/**
 * Checks that a table has all the named columns.
 * @throws ConfigError naming the first one that is missing and those that there are.
 */
export function requireColumns(
  table: TableLike,
  names: readonly string[],
  what = "the table",
): void {
  const present = table.columnNames();
  for (const name of names) {
    if (!present.includes(name)) throw new ConfigError(`${what}: ${missingColumn(name, present)}`);
  }
}

function missingColumn(name: string, present: readonly string[]): string {
  return `there is no column ${shown(name)}; the columns are ${present.map(shown).join(", ") || "(none)"}.`;
}
