import type { Scorer } from "@towerkit/retrieval";
import { checkOut } from "./check-out.js";
import type { TrainOptions } from "./interactions/options.js";
import { countRows, trainItems } from "./interactions/train-items.js";

/** What popularity is counted from. */
export interface PopularityOptions extends TrainOptions {}

/**
 * Ranks the items by how often they come in the train table, alike for every query. It is the
 * least that a recommender has to beat, and on MovieLens many a published one does not.
 * @throws ConfigError if the train table has no such column, a row holds an item that is not in the
 * catalogue, or the catalogue is empty or holds an id twice.
 * @example
 * const scorer = popularity({ train, candidateIds: ["Heat (1995)", "Fargo (1996)"], itemKey: "movie_title" });
 */
export function popularity(options: PopularityOptions): Scorer {
  const numCandidates = options.candidateIds.length;
  const counts = countRows(trainItems(options), numCandidates);
  return {
    name: "popularity",
    numCandidates,
    async scores(queries, out) {
      checkOut(out, queries, numCandidates);
      for (let q = 0; q < queries.length; q++) out.set(counts, q * numCandidates);
    },
  };
}
