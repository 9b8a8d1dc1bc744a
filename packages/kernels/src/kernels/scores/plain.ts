const { fround } = Math;

export interface ScoreBlock {
  /** `[numQueries, dim]` */
  readonly queries: Float32Array;
  /** `[numCandidates, dim]` */
  readonly candidates: Float32Array;
  readonly dim: number;
  /** `[numQueries, numCandidates]`, overwritten. May be longer. */
  readonly out: Float32Array;
}

/**
 * The dot product of every query with every candidate.
 *
 * Each is one float32 sum over the dimension, in rising order from 0, a product rounded before it is
 * added. A vector kernel puts candidates side by side in its lanes. Here two queries and four
 * candidates share their loads, which changes no bit.
 */
export function scores({ queries, candidates, dim, out }: ScoreBlock): void {
  const numQueries = queries.length / dim;
  const numCandidates = candidates.length / dim;
  let c = 0;
  for (; c + 4 <= numCandidates; c += 4) {
    let q = 0;
    for (; q + 2 <= numQueries; q += 2) {
      let p0 = q * dim;
      let p1 = p0 + dim;
      let r0 = c * dim;
      let r1 = r0 + dim;
      let r2 = r1 + dim;
      let r3 = r2 + dim;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let d = 0; d < dim; d++) {
        const x0 = queries[p0++];
        const x1 = queries[p1++];
        const y0 = candidates[r0++];
        const y1 = candidates[r1++];
        const y2 = candidates[r2++];
        const y3 = candidates[r3++];
        s00 = fround(s00 + fround(x0 * y0));
        s01 = fround(s01 + fround(x0 * y1));
        s02 = fround(s02 + fround(x0 * y2));
        s03 = fround(s03 + fround(x0 * y3));
        s10 = fround(s10 + fround(x1 * y0));
        s11 = fround(s11 + fround(x1 * y1));
        s12 = fround(s12 + fround(x1 * y2));
        s13 = fround(s13 + fround(x1 * y3));
      }
      const o0 = q * numCandidates + c;
      out[o0] = s00;
      out[o0 + 1] = s01;
      out[o0 + 2] = s02;
      out[o0 + 3] = s03;
      const o1 = o0 + numCandidates;
      out[o1] = s10;
      out[o1 + 1] = s11;
      out[o1 + 2] = s12;
      out[o1 + 3] = s13;
    }
    if (q < numQueries) {
      let p = q * dim;
      let r0 = c * dim;
      let r1 = r0 + dim;
      let r2 = r1 + dim;
      let r3 = r2 + dim;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let d = 0; d < dim; d++) {
        const x = queries[p++];
        s0 = fround(s0 + fround(x * candidates[r0++]));
        s1 = fround(s1 + fround(x * candidates[r1++]));
        s2 = fround(s2 + fround(x * candidates[r2++]));
        s3 = fround(s3 + fround(x * candidates[r3++]));
      }
      const o = q * numCandidates + c;
      out[o] = s0;
      out[o + 1] = s1;
      out[o + 2] = s2;
      out[o + 3] = s3;
    }
  }
  for (; c < numCandidates; c++) {
    for (let q = 0; q < numQueries; q++) {
      let sum = 0;
      for (let d = 0; d < dim; d++) {
        const product = queries[q * dim + d] * candidates[c * dim + d];
        sum = fround(sum + fround(product));
      }
      out[q * numCandidates + c] = sum;
    }
  }
}
