import { ConfigError, columnOf, type TableLike } from "@towerkit/core";
import { placesOf } from "./catalogue.js";
import { keyText } from "./codes.js";
import type { EvaluatedTable } from "./read-rows.js";

/**
 * Counts the rows of each item of the catalogue in the table that a scorer learnt from.
 * @throws ConfigError for a missing column, or if no row names an item of the catalogue.
 */
export function trainCountsOf(
  train: TableLike,
  itemKey: string,
  { catalogue }: EvaluatedTable,
): Int32Array {
  const counts = new Int32Array(catalogue.size);
  const places = placesOf(columnOf(train, itemKey, "train"), catalogue, `train: ${itemKey}`);
  for (const place of places) if (place >= 0) counts[place]++;
  if (counts.every((count) => count === 0)) {
    throw new ConfigError(`train: there is no row whose ${itemKey} is in the catalogue.`);
  }
  return counts;
}

/** `[users]`: 1 for an evaluated user that the table has, keys compared as text. */
export function seenUsersOf(
  train: TableLike,
  queryKey: string,
  { users, userKeys }: EvaluatedTable,
): Uint8Array {
  const column = columnOf(train, queryKey, "train");
  const seen = new Set(
    Array.from(column, (value, row) => keyText(value, `train: ${queryKey}`, row)),
  );
  return Uint8Array.from({ length: users.count }, (_, user) =>
    seen.has(userKeys[user] as string) ? 1 : 0,
  );
}
