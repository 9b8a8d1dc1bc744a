import {
  ConfigError,
  checkOneOf,
  columnOf,
  type Schema,
  shown,
  type TableLike,
} from "@towerkit/core";
import { isTable, notATable, type Table, takeRows, withColumns } from "../table.js";

const WAYS = ["first", "rename", "error"] as const;

export interface DedupeOptions {
  /** The column whose values must differ. Default `"movie_title"`. */
  readonly by?: string;
  /**
   * What happens to a value that an earlier row has: `"first"` drops the row, `"rename"` tells the rows
   * apart by the columns `tellApart`, `"error"` throws.
   */
  readonly how: (typeof WAYS)[number];
  /**
   * The columns that `"rename"` puts behind the value in round brackets, one after another until no two
   * rows are alike. Default: `["movie_year", "movie_id"]`, as far as the table has them.
   */
  readonly tellApart?: readonly string[];
}

/** A table without repeats. */
export interface Deduped<S extends Schema> {
  readonly table: Table<S>;
  /** How many rows were dropped or renamed. */
  readonly changed: number;
}

/**
 * Makes the values of one column differ, as those of a catalogue's item key must.
 *
 * @throws ConfigError for a column there is not, an unknown way, rows that `tellApart` cannot tell
 *   apart, and, with `"error"`, the first repeat.
 * @example
 * const { table, changed } = dedupe(cleanTitles(movies).table, { how: "rename" });
 */
export function dedupe<S extends Schema>(
  table: TableLike<S>,
  { by = "movie_title", how, tellApart }: DedupeOptions,
): Deduped<S> {
  if (!isTable(table)) throw new ConfigError(notATable("table", table));
  checkOneOf("how", how, WAYS);
  const values = Array.from(columnOf(table, by));
  if (how === "rename") return renamed(table, { by, values, tellApart });
  const firstRowOf = new Map<unknown, number>();
  const kept: number[] = [];
  for (const [row, value] of values.entries()) {
    const first = firstRowOf.get(value);
    if (first === undefined) {
      firstRowOf.set(value, row);
      kept.push(row);
    } else if (how === "error") {
      throw new ConfigError(
        `column "${by}" holds ${shown(value)} in rows ${first} and ${row}; its values must differ.`,
      );
    }
  }
  return { table: takeRows(table, Uint32Array.from(kept)), changed: values.length - kept.length };
}

function renamed<S extends Schema>(
  table: TableLike<S>,
  {
    by,
    values,
    tellApart,
  }: { by: string; values: unknown[]; tellApart: readonly string[] | undefined },
): Deduped<S> {
  const present = table.columnNames();
  const columns = tellApart ?? ["movie_year", "movie_id"].filter((name) => present.includes(name));
  const names = values.slice();
  const changed = new Set<number>();
  for (const column of columns) {
    const suffixes = columnOf(table, column);
    for (const row of repeatedRows(names)) {
      names[row] = `${names[row]} (${suffixes[row]})`;
      changed.add(row);
    }
  }
  const [alike] = repeatedRows(names);
  if (alike !== undefined) {
    throw new ConfigError(
      `column "${by}" still holds ${shown(names[alike])} more than once after ${columns.map(shown).join(", ") || "no column"} told rows apart; name more columns in tellApart.`,
    );
  }
  return { table: withColumns(table, { [by]: names }), changed: changed.size };
}

/** The rows whose value another row has too. */
function repeatedRows(values: readonly unknown[]): number[] {
  const times = new Map<unknown, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return values.flatMap((value, row) => ((times.get(value) ?? 0) > 1 ? [row] : []));
}
