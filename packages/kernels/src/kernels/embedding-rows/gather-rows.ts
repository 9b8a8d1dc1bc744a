import type { GatherRowsInput } from "./input.js";

/** From so many values on, copying a row in one call is faster than value by value, measured. */
const LONG_ROW = 32;

/** `out[i] = table[rows[i]]`. The input must have been checked. */
export function gatherRows({ table, dim, rows, out }: GatherRowsInput): void {
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i] * dim;
    const to = i * dim;
    if (dim >= LONG_ROW) out.set(table.subarray(from, from + dim), to);
    else for (let d = 0; d < dim; d++) out[to + d] = table[from + d];
  }
}
