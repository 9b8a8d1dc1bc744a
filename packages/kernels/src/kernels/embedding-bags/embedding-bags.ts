import type { EmbeddingBagsInput } from "./input.js";
import { totalOf } from "./shares.js";

const { fround } = Math;

/**
 * `out[b] = Σ weight · table[id]` over the entries of bag `b`: one float32 sum for each value, from 0, in
 * the order of the entries, each product rounded before it is added; of a mean that divided by the sum
 * of the weights. The input must have been checked.
 */
export function embeddingBags(input: EmbeddingBagsInput): void {
  const { table, dim, offsets, ids, combiner, weights, out } = input;
  out.fill(0);
  for (let bag = 0, at = 0; bag + 1 < offsets.length; bag++, at += dim) {
    const total = combiner === "mean" ? totalOf(input, bag) : 1;
    if (total === 0) continue;
    for (let e = offsets[bag]; e < offsets[bag + 1]; e++) {
      const weight = weights === undefined ? 1 : weights[e];
      const row = ids[e] * dim;
      for (let d = 0; d < dim; d++) out[at + d] += fround(weight * table[row + d]);
    }
    if (total !== 1) for (let d = 0; d < dim; d++) out[at + d] /= total;
  }
}
