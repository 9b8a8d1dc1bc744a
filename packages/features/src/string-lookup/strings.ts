import { ConfigError, shown } from "@towerkit/core";

/** Refuses a value that is no string, saying where it is and what to do. */
export function refuseNonString(value: unknown, place: string): never {
  const advice =
    typeof value === "number" || typeof value === "bigint"
      ? "Turn the column's numbers into strings, with String(value)"
      : "Fill the gap with a string of your own, or leave the row out";
  throw new ConfigError(
    `stringLookup: ${place} is ${shown(value)}, and every value must be a string. ${advice}.`,
  );
}

/** How an error message calls a row of a column. */
export const rowOf = (column: string, row: number): string =>
  `row ${row} (counted from 0) of ${column}`;

/** @throws ConfigError unless `values` is an array of different strings. */
export function checkDistinctStrings(name: string, values: unknown): readonly string[] {
  if (!Array.isArray(values)) {
    throw new ConfigError(
      `stringLookup: ${name} must be an array of strings, got ${shown(values)}.`,
    );
  }
  const firstIndex = new Map<unknown, number>();
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i];
    if (typeof value !== "string") refuseNonString(value, `${name}[${i}]`);
    const first = firstIndex.get(value);
    if (first !== undefined) {
      throw new ConfigError(
        `stringLookup: ${name}[${first}] and ${name}[${i}] are both ${shown(value)}; each value may stand once.`,
      );
    }
    firstIndex.set(value, i);
  }
  return values as readonly string[];
}
