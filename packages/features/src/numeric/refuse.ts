import { ConfigError, NumericError, shown } from "@towerkit/core";

/** Where a value stands, for an error message. */
export const rowOf = (column: string, row: number): string =>
  `row ${row} (counted from 0) of ${column}`;

/** Refuses a value that is not a finite number, saying where it is and what to do. */
export function refuseNonFinite(kind: string, value: unknown, place: string): never {
  if (typeof value === "number") {
    throw new NumericError(
      `${kind}: ${place} is ${value}, and every value must be a finite number. Fill it with a number of your own, or leave the row out.`,
    );
  }
  const advice =
    typeof value === "string" || typeof value === "bigint" || value instanceof Date
      ? "Turn the column's values into numbers, with Number(value)"
      : "Fill the gap with a number of your own, or leave the row out";
  throw new ConfigError(
    `${kind}: ${place} is ${shown(value)}, and every value must be a number. ${advice}.`,
  );
}

/**
 * Returns `value` if it is a finite number.
 * @throws ConfigError otherwise.
 */
export function checkFiniteNumber(name: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new ConfigError(`${name} must be a finite number, got ${shown(value)}.`);
  }
  return value;
}
