import { columnOf, type TableLike } from "@towerkit/core";

/** The last moment in a table, in seconds since 1970. */
export function latestTime(table: TableLike): number {
  const times = columnOf(table, "timestamp") as ArrayLike<number>;
  let latest = times[0];
  for (let row = 1; row < times.length; row++) latest = Math.max(latest, times[row]);
  return latest;
}
