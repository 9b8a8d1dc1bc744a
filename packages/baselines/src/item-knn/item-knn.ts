import { ConfigError, checkInteger, checkOneOf, shown } from "@towerkit/core";
import type { Scorer } from "@towerkit/retrieval";
import { historyScorer } from "../history-scorer.js";
import { type Interactions, readInteractions } from "../interactions/interactions.js";
import type { HistoryOptions } from "../interactions/options.js";
import { DEFAULT_QUERY_KEY } from "../query-key.js";
import { type Neighbours, nearestItems } from "./neighbours.js";
import { SIMILARITIES, type Similarity, similarityOf } from "./similarity.js";

/** What ItemKNN is made of. */
export interface ItemKnnOptions extends HistoryOptions {
  /**
   * With n(i) the users of item i, n(i, j) those of both, and h the shrinkage, the similarity of a chosen
   * item i to a candidate j is n(i, j) / (√(n(i) · n(j)) + h) for `"cosine"` (default),
   * n(i, j) / (n(i) + n(j) − n(i, j) + h) for `"jaccard"`, and n(i, j) / (n(i) + h) for
   * `"conditionalProbability"`.
   */
  readonly similarity?: Similarity | undefined;
  /** How many items may speak for a candidate: a whole number from 1. Default 100. */
  readonly neighbours?: number | undefined;
  /** What keeps items of few users from being alike by chance: a finite number from 0. Default 10. */
  readonly shrinkage?: number | undefined;
}

/**
 * ItemKNN: a candidate's score is the sum of its similarities to those of the user's items that are among the
 * `neighbours` items most like it (Sarwar and others, "Item-based collaborative filtering recommendation
 * algorithms", 2001; conditional probability from Deshpande and Karypis, "Item-based top-N recommendation
 * algorithms", 2004; shrinkage as in Dacrema, Cremonesi and Jannach, "Are we really making much progress?",
 * 2019, https://arxiv.org/abs/1907.06902). Items of equal similarity are neighbours in catalogue order. A
 * query whose user is not in the train table gets the popularity ranking.
 *
 * Sums are float64 in catalogue order, each score rounded to float32 once.
 *
 * @throws ConfigError for a column that is missing, an item that is not in the catalogue, a catalogue that is
 * empty or holds an id twice, or a bad setting; in `scores`, if a query has no string or number under
 * `queryKey`.
 * @example
 * const scorer = itemKnn({ train, candidateIds, itemKey: "movie_title", neighbours: 100 });
 */
export function itemKnn(options: ItemKnnOptions): Scorer {
  const { queryKey = DEFAULT_QUERY_KEY, similarity = "cosine" } = options;
  const { neighbours: count = 100, shrinkage = 10 } = options;
  checkOneOf("similarity", similarity, SIMILARITIES);
  checkInteger("neighbours", count, 1);
  if (typeof shrinkage !== "number" || !Number.isFinite(shrinkage) || shrinkage < 0) {
    throw new ConfigError(`shrinkage must be a finite number from 0, got ${shown(shrinkage)}.`);
  }
  const interactions = readInteractions(options);
  const neighbours = nearestItems(interactions, count, similarityOf(similarity, shrinkage));
  const sums = new Float64Array(interactions.numItems);
  return historyScorer({
    name: "itemKnn",
    interactions,
    queryKey,
    scoreUsers(users, out) {
      for (const [q, user] of users.entries()) {
        if (user < 0) continue;
        addSimilarities(sums.fill(0), user, interactions, neighbours);
        out.set(sums, q * interactions.numItems);
      }
    },
  });
}

function addSimilarities(
  sums: Float64Array,
  user: number,
  { itemsOfUser }: Interactions,
  { candidatesOfItem, similarities }: Neighbours,
): void {
  for (let at = itemsOfUser.offsets[user]; at < itemsOfUser.offsets[user + 1]; at++) {
    const item = itemsOfUser.values[at];
    const end = candidatesOfItem.offsets[item + 1];
    for (let c = candidatesOfItem.offsets[item]; c < end; c++) {
      sums[candidatesOfItem.values[c]] += similarities[c];
    }
  }
}
