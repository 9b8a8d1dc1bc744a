import type { Scratch } from "../../runtime/scratch.js";
import type { AccumulateBagsInput } from "./input.js";
import { writeShares } from "./shares.js";

const { fround } = Math;

/**
 * `out[slots[e]] += share · gradients[b]` for each entry `e` of each bag `b`, in rising order of `e`:
 * the product rounded, then one float32 addition for each value. The input must have been checked.
 */
export function accumulateBags(input: AccumulateBagsInput, scratch: Scratch): void {
  const { gradients, dim, offsets, slots, out } = input;
  const shares = scratch.float32("bag shares", slots.length).subarray(0, slots.length);
  writeShares(input, shares);
  for (let bag = 0, from = 0; bag + 1 < offsets.length; bag++, from += dim) {
    for (let e = offsets[bag]; e < offsets[bag + 1]; e++) {
      const share = shares[e];
      const to = slots[e] * dim;
      for (let d = 0; d < dim; d++) out[to + d] += fround(share * gradients[from + d]);
    }
  }
}
