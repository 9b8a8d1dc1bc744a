import type { Machine } from "../../machine/machine.js";
import { padded } from "../../machine/padded-rows.js";
import { placeOf, rowsOf } from "../../runtime/resident-matrix.js";
import type { ScoresInput } from "./input.js";

/** As many queries and candidates enter the memory at a time: 4 MB of scores. */
const QUERY_CHUNK = 128;
const CANDIDATE_CHUNK = 8192;

/** How many candidates a block covers: `CANDIDATES` of assembly/kernels/scores. */
export const CANDIDATE_BLOCK = 256;
/** How many of them are packed at a time. */
const PACKED = 16;

/**
 * `scores`, chunk by chunk; resident candidates are used where they lie.
 * @returns whether all scores are finite.
 */
export function scoresOnMachine(machine: Machine, input: ScoresInput): boolean {
  const { memory } = machine;
  const { queries, dim, out } = input;
  const residentAt = placeOf(input.candidates);
  const numQueries = queries.length / dim;
  const numCandidates = rowsOf(input.candidates).length / dim;
  const chunk = Math.min(CANDIDATE_CHUNK, padded(numCandidates));
  const queryChunk = Math.min(QUERY_CHUNK, numQueries);
  const at = memory.scratch({
    queries: queryChunk * dim,
    candidates: residentAt === undefined ? chunk * dim : 0,
    packed: Math.ceil(chunk / CANDIDATE_BLOCK) * PACKED * dim,
    scores: queryChunk * chunk,
    failed: 1,
  });
  // The memory may have grown, so a resident matrix is looked at anew.
  const rows = rowsOf(input.candidates);
  const queriesView = memory.floats(at.queries, queryChunk * dim);
  const scores = memory.floats(at.scores, queryChunk * chunk);
  const failed = memory.ints(at.failed, 1);
  failed[0] = 0;
  for (let c = 0; c < numCandidates; c += chunk) {
    const count = Math.min(chunk, numCandidates - c);
    let from = at.candidates;
    if (residentAt === undefined) {
      memory.floats(from, count * dim).set(rows.subarray(c * dim, (c + count) * dim));
    } else {
      from = residentAt + c * dim * 4;
    }
    for (let q = 0; q < numQueries; q += queryChunk) {
      const size = Math.min(queryChunk, numQueries - q);
      queriesView.set(queries.subarray(q * dim, (q + size) * dim));
      const job = [at.queries, size, from, count, dim, at.packed, at.scores, chunk * 4, at.failed];
      machine.run("SCORES", job, {
        blocks: Math.ceil(count / CANDIDATE_BLOCK),
        operations: size * count * dim,
      });
      for (let i = 0; i < size; i++) {
        const start = i * chunk;
        out.set(scores.subarray(start, start + count), (q + i) * numCandidates + c);
      }
    }
  }
  return failed[0] === 0;
}
