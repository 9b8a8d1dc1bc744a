import { LANES, padded } from "./padded-rows.js";
import type { SimdKernels } from "./simd-kernels.js";

/** As many queries and candidates enter the memory at a time: 4 MB of scores. */
const QUERY_CHUNK = 128;
const CANDIDATE_CHUNK = 8192;

interface ScoresWork {
  readonly queries: Float32Array;
  /** `[numCandidates, dim]`; `residentAt` says where it lies in the memory, if it does. */
  readonly candidates: Float32Array;
  readonly residentAt?: number;
  readonly dim: number;
  readonly out: Float32Array;
}

/**
 * The vector kernel of `scores`, with its bits: part of the queries with part of the candidates, eight
 * of which are packed at a time for all of those queries. The input must have been checked.
 */
export function scoresSimd({ memory, exports }: SimdKernels, work: ScoresWork): void {
  const { queries, candidates, residentAt, dim, out } = work;
  const numQueries = queries.length / dim;
  const numCandidates = candidates.length / dim;
  const chunk = Math.min(CANDIDATE_CHUNK, padded(numCandidates));
  const queryChunk = Math.min(QUERY_CHUNK, numQueries);
  const at = memory.scratch({
    queries: queryChunk * dim,
    candidates: residentAt === undefined ? chunk * dim : 0,
    packed: LANES * dim,
    scores: queryChunk * chunk,
  });
  // The memory may have grown, so a resident matrix is looked at anew.
  const rows =
    residentAt === undefined ? candidates : memory.floats(residentAt, numCandidates * dim);
  const queriesView = memory.floats(at.queries, queryChunk * dim);
  const scores = memory.floats(at.scores, queryChunk * chunk);
  for (let c = 0; c < numCandidates; c += chunk) {
    const count = Math.min(chunk, numCandidates - c);
    let from = at.candidates;
    if (residentAt === undefined) {
      memory.floats(from, chunk * dim).set(rows.subarray(c * dim, (c + count) * dim));
    } else {
      from = residentAt + c * dim * 4;
    }
    for (let q = 0; q < numQueries; q += queryChunk) {
      const size = Math.min(queryChunk, numQueries - q);
      queriesView.set(queries.subarray(q * dim, (q + size) * dim));
      for (let g = 0; g < count; g += LANES) {
        exports.packEight(from + g * dim * 4, Math.min(LANES, count - g), dim, dim * 4, at.packed);
        const to = at.scores + g * 4;
        exports.scoreEight(at.queries, size, dim, dim * 4, at.packed, to, chunk * 4);
      }
      for (let i = 0; i < size; i++) {
        const start = i * chunk;
        out.set(scores.subarray(start, start + count), (q + i) * numCandidates + c);
      }
    }
  }
}
