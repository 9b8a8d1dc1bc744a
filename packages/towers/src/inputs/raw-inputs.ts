import { ConfigError, requireColumns, shown, type TableLike } from "@towerkit/core";
import type { ColumnNames } from "@towerkit/features";
import type { FeatureColumns } from "../features.js";

/** Raw columns by input name: what encoders read. */
export type RawColumns = ReadonlyMap<string, ArrayLike<unknown>>;

/**
 * Takes the inputs' columns out of a table.
 * @throws ConfigError naming the first column that the table lacks.
 */
export function columnsOfTable(
  table: TableLike,
  inputs: readonly string[],
  what: string,
): RawColumns {
  requireColumns(table, inputs, what);
  return new Map(inputs.map((input) => [input, table.array(input)]));
}

/**
 * Turns queries into columns.
 * @throws ConfigError naming the first input that a query lacks.
 */
export function columnsOfQueries(
  queries: readonly object[],
  inputs: readonly string[],
  what: string,
): RawColumns {
  return new Map(
    inputs.map((input) => [
      input,
      queries.map((query, i) => {
        if (typeof query !== "object" || query === null) {
          throw new ConfigError(
            `query ${i} must be an object with ${quoted(inputs)}, got ${shown(query)}.`,
          );
        }
        const value = Object.hasOwn(query, input) ? query[input as keyof typeof query] : undefined;
        if (value === undefined) {
          throw new ConfigError(
            `query ${i} has no "${input}"; ${what} reads ${quoted(inputs)}, and the query has ${quoted(Object.keys(query))}.`,
          );
        }
        return value;
      }),
    ]),
  );
}

const quoted = (names: readonly string[]): string =>
  names.map((name) => `"${name}"`).join(", ") || "nothing";

/** What an encoder reads: one column, or a tuple of several. */
export const valuesOf = (
  raw: RawColumns,
  columns: FeatureColumns,
): ArrayLike<unknown> | readonly ArrayLike<unknown>[] =>
  typeof columns === "string" ? columnOf(raw, columns) : columns.map((name) => columnOf(raw, name));

const columnOf = (raw: RawColumns, name: string) => raw.get(name) as ArrayLike<unknown>;

/** How error messages call what an encoder reads. */
export const whatOf = (what: string, columns: FeatureColumns): ColumnNames =>
  typeof columns === "string" ? `${what} "${columns}"` : columns.map((name) => `${what} "${name}"`);
