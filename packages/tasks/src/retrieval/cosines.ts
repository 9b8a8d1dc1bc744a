/** Rows of length 1, and what they were divided by. */
export interface UnitRows {
  readonly rows: Float32Array;
  readonly dim: number;
  /** `[rows]`: 0 for a row of zeros, which stays one and gets no gradient. */
  readonly lengths: Float64Array;
}

/** Divides each row by its length, so that dot products are cosines. */
export function unitRows(values: Float32Array, dim: number): UnitRows {
  const rows = new Float32Array(values.length);
  const lengths = new Float64Array(values.length / dim);
  for (let row = 0; row < lengths.length; row++) {
    let square = 0;
    for (let d = row * dim; d < (row + 1) * dim; d++) square += values[d] * values[d];
    const length = Math.sqrt(square);
    lengths[row] = length;
    if (length === 0) continue;
    for (let d = row * dim; d < (row + 1) * dim; d++) rows[d] = values[d] / length;
  }
  return { rows, dim, lengths };
}

/** Turns gradients by unit rows u, in place, into those by the rows themselves: (g − (g · u) u) ÷ length. */
export function backThroughLengths(
  { rows, dim, lengths }: UnitRows,
  gradients: Float32Array,
): void {
  for (let row = 0; row < lengths.length; row++) {
    let along = 0;
    for (let d = row * dim; d < (row + 1) * dim; d++) along += gradients[d] * rows[d];
    const factor = lengths[row] === 0 ? 0 : 1 / lengths[row];
    for (let d = row * dim; d < (row + 1) * dim; d++) {
      gradients[d] = (gradients[d] - along * rows[d]) * factor;
    }
  }
}
