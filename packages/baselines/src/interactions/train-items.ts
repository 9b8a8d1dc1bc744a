import { ConfigError, columnOf, shown } from "@towerkit/core";
import { candidatePlaces, placesOf } from "@towerkit/tasks";
import type { TrainOptions } from "./options.js";

/**
 * Looks up the place in the catalogue of each train row's item.
 * @returns `[train rows]`
 * @throws ConfigError if the table has no such column, a row holds an item that is not in the
 * catalogue, or the catalogue is empty or holds an id twice.
 */
export function trainItems({ train, candidateIds, itemKey }: TrainOptions): Int32Array {
  const items = columnOf(train, itemKey, "train");
  const places = placesOf(items, candidatePlaces(candidateIds), `train: ${itemKey}`);
  const unknown = places.indexOf(-1);
  if (unknown >= 0) {
    throw new ConfigError(
      `train: ${itemKey} ${shown(items[unknown])} of row ${unknown} (from 0) is not in candidateIds; add it there or leave the row out.`,
    );
  }
  return places;
}

/** Counts the rows of each item. */
export function countRows(itemOfRow: Int32Array, numItems: number): Int32Array {
  const counts = new Int32Array(numItems);
  for (let row = 0; row < itemOfRow.length; row++) counts[itemOfRow[row]]++;
  return counts;
}
