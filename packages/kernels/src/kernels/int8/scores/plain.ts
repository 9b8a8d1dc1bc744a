const { fround } = Math;

export interface Int8ScoreBlock {
  /** `[numQueries, dim]` */
  readonly queries: Int8Array;
  /** `[numQueries]` */
  readonly queryScales: Float32Array;
  /** `[numCandidates, dim]` */
  readonly candidates: Int8Array;
  /** `[numCandidates]` */
  readonly candidateScales: Float32Array;
  readonly dim: number;
  /** `[numQueries, numCandidates]`, overwritten. May be longer. */
  readonly out: Float32Array;
}

/**
 * Every query's dot product with every candidate, in the units of the vectors before quantisation.
 *
 * The sum over the dimension is exact in int32. It is rounded to float32, multiplied by the query's
 * scale and rounded, then multiplied by the candidate's scale and rounded.
 */
export function int8Scores(block: Int8ScoreBlock): void {
  const { queries, queryScales, candidates, candidateScales, dim, out } = block;
  const numCandidates = candidateScales.length;
  for (let q = 0; q < queryScales.length; q++) {
    for (let c = 0; c < numCandidates; c++) {
      let sum = 0;
      for (let d = 0, p = q * dim, r = c * dim; d < dim; d++, p++, r++) {
        sum = (sum + Math.imul(queries[p], candidates[r])) | 0;
      }
      out[q * numCandidates + c] = fround(fround(sum) * queryScales[q]) * candidateScales[c];
    }
  }
}
