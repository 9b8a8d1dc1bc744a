const { fround } = Math;

export interface WeightedRows {
  /** The weight of row `k` in sum `i` is `weights[i * sumStride + k * rowStride]`. */
  readonly weights: Float32Array;
  readonly sumStride: number;
  readonly rowStride: number;
  /** `[numRows, dim]` */
  readonly rows: Float32Array;
  readonly dim: number;
  /** `[numSums, dim]`, added to. */
  readonly sums: Float32Array;
}

/**
 * Adds weighted sums of rows: `sums[i] += Σ_k weight(i, k) · rows[k]`.
 *
 * Each value is one float32 sum over the rows, in rising order from 0, a product rounded before it is
 * added; the whole is then added to what `sums` held. A vector kernel puts the dimension in its lanes.
 * Here two sums and four dimensions share their loads, which changes no bit.
 */
export function addWeightedRows(input: WeightedRows): void {
  const { weights, sumStride, rowStride, rows, dim, sums } = input;
  const numRows = rows.length / dim;
  const numSums = sums.length / dim;
  const pairedSums = numSums - (numSums % 2);
  const tiledDim = dim - (dim % 4);
  for (let i = 0; i < pairedSums; i += 2) {
    for (let d = 0; d < tiledDim; d += 4) {
      let w0 = i * sumStride;
      let w1 = w0 + sumStride;
      let r = d;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let k = 0; k < numRows; k++) {
        const x0 = weights[w0];
        const x1 = weights[w1];
        const y0 = rows[r];
        const y1 = rows[r + 1];
        const y2 = rows[r + 2];
        const y3 = rows[r + 3];
        w0 += rowStride;
        w1 += rowStride;
        r += dim;
        s00 = fround(s00 + fround(x0 * y0));
        s01 = fround(s01 + fround(x0 * y1));
        s02 = fround(s02 + fround(x0 * y2));
        s03 = fround(s03 + fround(x0 * y3));
        s10 = fround(s10 + fround(x1 * y0));
        s11 = fround(s11 + fround(x1 * y1));
        s12 = fround(s12 + fround(x1 * y2));
        s13 = fround(s13 + fround(x1 * y3));
      }
      const o0 = i * dim + d;
      sums[o0] += s00;
      sums[o0 + 1] += s01;
      sums[o0 + 2] += s02;
      sums[o0 + 3] += s03;
      const o1 = o0 + dim;
      sums[o1] += s10;
      sums[o1 + 1] += s11;
      sums[o1 + 2] += s12;
      sums[o1 + 3] += s13;
    }
    addColumns(input, { sum: i, firstColumn: tiledDim });
    addColumns(input, { sum: i + 1, firstColumn: tiledDim });
  }
  if (pairedSums < numSums) addColumns(input, { sum: pairedSums, firstColumn: 0 });
}

/** The columns of one sum that no tile covers. */
function addColumns(
  { weights, sumStride, rowStride, rows, dim, sums }: WeightedRows,
  { sum, firstColumn }: { sum: number; firstColumn: number },
): void {
  const numRows = rows.length / dim;
  for (let d = firstColumn; d < dim; d++) {
    let added = 0;
    for (let k = 0; k < numRows; k++) {
      const weight = weights[sum * sumStride + k * rowStride];
      added = fround(added + fround(weight * rows[k * dim + d]));
    }
    sums[sum * dim + d] += added;
  }
}
