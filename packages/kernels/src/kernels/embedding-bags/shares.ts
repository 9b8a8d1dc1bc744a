import type { BagsInput } from "./input.js";

const { fround } = Math;

/**
 * Writes what share of its bag's gradient each entry gets: its weight, and of a mean that over the sum
 * of the bag's weights, as {@link totalOf} adds them up. Where that sum is 0, the share is 0.
 */
export function writeShares(bags: BagsInput, to: Float32Array): void {
  const { offsets, combiner, weights } = bags;
  if (weights === undefined) to.fill(1);
  else to.set(weights);
  if (combiner === "sum") return;
  for (let bag = 0; bag + 1 < offsets.length; bag++) {
    const total = totalOf(bags, bag);
    for (let e = offsets[bag]; e < offsets[bag + 1]; e++) to[e] = total === 0 ? 0 : to[e] / total;
  }
}

/** By what the sum of a mean's bag is divided: the float32 sum of its weights, in their order from 0. */
export function totalOf({ offsets, weights }: BagsInput, bag: number): number {
  const from = offsets[bag];
  const end = offsets[bag + 1];
  let total = 0;
  for (let e = from; e < end; e++) total = fround(total + (weights === undefined ? 1 : weights[e]));
  return total;
}
