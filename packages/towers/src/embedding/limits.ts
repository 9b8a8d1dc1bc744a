import type { EmbeddingTable, SparseGradient } from "./table.js";

/**
 * Adds the derivative of `l2` × the sum of a gradient's rows' squares.
 * @param values - `[rows.length, dim]`, added to.
 * @returns that sum times `l2`.
 */
export function addPenalty(
  { data, dim }: Pick<EmbeddingTable, "data" | "dim">,
  l2: number,
  rows: Int32Array,
  values: Float32Array,
): number {
  if (l2 === 0) return 0;
  const slope = 2 * l2;
  let squares = 0;
  for (let i = 0, to = 0; i < rows.length; i++) {
    const end = (rows[i] + 1) * dim;
    for (let from = end - dim; from < end; from++, to++) {
      const number = data[from];
      squares += number * number;
      values[to] += slope * number;
    }
  }
  return l2 * squares;
}

/** Shortens the rows that a step has moved to the `maxNorm` of their table, where it has one. */
export function limitNorms({ table, rows }: Pick<SparseGradient, "table" | "rows">): void {
  const { data, dim, maxNorm } = table;
  if (maxNorm === undefined) return;
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i] * dim;
    let square = 0;
    for (let d = 0; d < dim; d++) square += data[from + d] * data[from + d];
    if (square <= maxNorm * maxNorm) continue;
    const scale = maxNorm / Math.sqrt(square);
    for (let d = 0; d < dim; d++) data[from + d] *= scale;
  }
}
