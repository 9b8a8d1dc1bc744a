import { checkPositive } from "@towerkit/core";
import { eachList, listwise } from "./listwise.js";
import type { RankingLossFunction } from "./types.js";

/**
 * `max(0, margin − (s_i − s_j))` summed over the pairs of a list in which i has the greater label: a
 * row must stand above every worse one by the margin.
 * @param options - `margin` is 1 unless given.
 * @throws ConfigError if `margin` is not above 0.
 */
export function pairwiseHinge(options: { readonly margin?: number } = {}): RankingLossFunction {
  const margin = checkPositive("pairwiseHinge margin", options.margin ?? 1);
  return listwise("pairwiseHinge", { margin }, ({ predictions, labels, ...batch }, gradients) => {
    gradients.fill(0);
    return eachList({ predictions, labels, ...batch }, ({ from, to, weight }) => {
      let loss = 0;
      for (let i = from; i < to; i++) {
        for (let j = from; j < to; j++) {
          const missing = margin - (predictions[i] - predictions[j]);
          if (labels[i] <= labels[j] || missing <= 0) continue;
          loss += missing;
          gradients[i] -= weight;
          gradients[j] += weight;
        }
      }
      return weight * loss;
    });
  });
}
