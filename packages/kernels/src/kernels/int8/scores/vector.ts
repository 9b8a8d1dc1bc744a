import type { Machine } from "../../../machine/machine.js";
import { padded } from "../../../machine/padded-rows.js";
import { rowsOf } from "../../../runtime/resident-matrix.js";
import { candidateBytes, placeCandidates } from "../candidates-in-memory.js";
import { queryScalesAt, queryWords, writeQueries } from "../queries-in-memory.js";
import type { Int8ScoresInput } from "./input.js";

/** As many queries and candidates enter the memory at a time: 4 MB of scores. */
const QUERY_CHUNK = 128;
const CANDIDATE_CHUNK = 8192;

/** How many candidates a block covers: `CANDIDATES` of assembly/kernels/int8-scores. */
const CANDIDATE_BLOCK = 1024;

/** `int8Scores`, chunk by chunk; resident candidates are used where they lie. */
export function int8ScoresOnMachine(machine: Machine, input: Int8ScoresInput): void {
  const { memory } = machine;
  const { dim, out } = input;
  const numQueries = input.queryScales.length;
  const numCandidates = rowsOf(input.candidateScales).length;
  const chunk = Math.min(CANDIDATE_CHUNK, padded(numCandidates));
  const queryChunk = Math.min(QUERY_CHUNK, numQueries);
  const at = memory.scratch({
    candidates: Math.ceil(candidateBytes(input, chunk) / 4),
    queries: queryChunk * queryWords(dim),
    scores: queryChunk * chunk,
  });
  for (let c = 0; c < numCandidates; c += chunk) {
    const count = Math.min(chunk, numCandidates - c);
    const from = { at: at.candidates, first: c, end: c + count };
    const { rows, scales } = placeCandidates(memory, input, from);
    for (let q = 0; q < numQueries; q += queryChunk) {
      const size = Math.min(queryChunk, numQueries - q);
      writeQueries(memory, input, { at: at.queries, first: q, end: q + size });
      const queryScales = queryScalesAt(at.queries, size, dim);
      const job = [at.queries, queryScales, size, rows, scales, count, dim, at.scores, chunk * 4];
      machine.run("INT8_SCORES", job, {
        blocks: Math.ceil(count / CANDIDATE_BLOCK),
        operations: (size * count * dim) / 2,
      });
      for (let i = 0; i < size; i++) {
        const row = memory.floats(at.scores + i * chunk * 4, count);
        out.set(row, (q + i) * numCandidates + c);
      }
    }
  }
}
