import type { ExactIndexOptions, RatingPredictor } from "@towerkit/retrieval";
import { predictPairs } from "@towerkit/towers";
import type { Heads } from "./contents.js";

/** Predicts by the head called `rating`, where there is one. */
export function ratingPredictor(
  heads: Heads | undefined,
  runtime: ExactIndexOptions["runtime"],
): RatingPredictor | undefined {
  const head = heads && Object.hasOwn(heads, "rating") ? heads["rating"] : undefined;
  if (head === undefined) return undefined;
  return (query, items) => {
    const dim = query.length;
    const candidateSlots = Int32Array.from({ length: items.length / dim }, (_, item) => item);
    const querySlots = new Int32Array(candidateSlots.length);
    const pairs = { queries: query, candidates: items, dim, querySlots, candidateSlots };
    return predictPairs(head, pairs, { runtime });
  };
}
