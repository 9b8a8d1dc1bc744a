import { ConfigError, columnOf, shown, type TableLike } from "@towerkit/core";
import type { Id, Scorer } from "@towerkit/retrieval";
import { candidatePlaces, placesOf } from "@towerkit/tasks";
import { checkOut } from "./check-out.js";

/** What popularity is counted from. */
export interface PopularityOptions {
  /** One row an interaction. */
  readonly train: TableLike;
  /** The catalogue: every item once, in the order in which equal counts are ranked. */
  readonly candidateIds: readonly Id[];
  /** The column of `train` that holds the item. */
  readonly itemKey: string;
}

/**
 * Ranks the items by how often they come in the train table, alike for every query. It is the
 * least that a recommender has to beat, and on MovieLens many a published one does not.
 * @throws ConfigError if the train table has no such column, a row holds an item that is not in the
 * catalogue, or the catalogue is empty or holds an id twice.
 * @example
 * const scorer = popularity({ train, candidateIds: ["Heat (1995)", "Fargo (1996)"], itemKey: "movie_title" });
 */
export function popularity({ train, candidateIds, itemKey }: PopularityOptions): Scorer {
  const numCandidates = candidateIds.length;
  const counts = trainCounts(columnOf(train, itemKey, "train"), candidateIds, itemKey);
  return {
    name: "popularity",
    numCandidates,
    async scores(queries, out) {
      checkOut(out, queries, numCandidates);
      for (let q = 0; q < queries.length; q++) out.set(counts, q * numCandidates);
    },
  };
}

function trainCounts(
  items: ArrayLike<unknown>,
  candidateIds: readonly Id[],
  itemKey: string,
): Int32Array {
  const places = placesOf(items, candidatePlaces(candidateIds), `train: ${itemKey}`);
  const counts = new Int32Array(candidateIds.length);
  for (let row = 0; row < places.length; row++) {
    const place = places[row];
    if (place < 0) {
      throw new ConfigError(
        `train: ${itemKey} ${shown(items[row])} of row ${row} (from 0) is not in candidateIds; add it there or leave the row out.`,
      );
    }
    counts[place]++;
  }
  return counts;
}
