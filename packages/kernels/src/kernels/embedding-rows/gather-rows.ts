import type { GatherRowsInput } from "./input.js";

/** `out[i] = table[rows[i]]`. The input must have been checked. */
export function gatherRows({ table, dim, rows, out }: GatherRowsInput): void {
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i] * dim;
    const to = i * dim;
    for (let d = 0; d < dim; d++) out[to + d] = table[from + d];
  }
}
