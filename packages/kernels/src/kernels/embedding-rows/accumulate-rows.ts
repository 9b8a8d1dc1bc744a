import type { AccumulateRowsInput } from "./input.js";

/**
 * `out[slots[i]] += gradients[i]`: one float32 addition for each value, in rising order of `i`. The
 * input must have been checked.
 */
export function accumulateRows({ gradients, dim, slots, out }: AccumulateRowsInput): void {
  for (let i = 0; i < slots.length; i++) {
    const from = i * dim;
    const to = slots[i] * dim;
    for (let d = 0; d < dim; d++) {
      out[to + d] += gradients[from + d];
    }
  }
}
