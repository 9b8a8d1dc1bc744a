import { ConfigError, shown } from "@towerkit/core";

/** Refuses a value that is no string, saying where it is and what to do. */
export function refuseNonString(kind: string, value: unknown, place: string): never {
  const advice =
    typeof value === "number" || typeof value === "bigint"
      ? "Turn the column's numbers into strings, with String(value)"
      : "Fill the gap with a string of your own, or leave the row out";
  throw new ConfigError(
    `${kind}: ${place} is ${shown(value)}, and every value must be a string. ${advice}.`,
  );
}
