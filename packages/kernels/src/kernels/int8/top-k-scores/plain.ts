import { rowsOf } from "../../../runtime/resident-matrix.js";
import type { Scratch } from "../../../runtime/scratch.js";
import { type Range, selectPlainly } from "../../top-k-scores/select-plainly.js";
import { int8Scores } from "../scores/plain.js";
import type { Int8TopKScoresInput } from "./input.js";

/**
 * The best candidates of each query: what `int8Scores`, `-Infinity` in the place of excluded candidates'
 * scores, and then `topK` would give. The input must have been checked.
 * @throws NumericError for a score that is not finite, an excluded candidate's among them.
 */
export function int8TopKScores(input: Int8TopKScoresInput, scratch: Scratch): void {
  const { queries, queryScales, dim } = input;
  const rows = rowsOf(input.candidates);
  const scales = rowsOf(input.candidateScales);
  const blocks = {
    numQueries: queryScales.length,
    numCandidates: input.numCandidates ?? scales.length,
    scoreBlock: (of: Range, candidates: Range, out: Float32Array) =>
      int8Scores({
        queries: queries.subarray(of.first * dim, of.end * dim),
        queryScales: queryScales.subarray(of.first, of.end),
        candidates: rows.subarray(candidates.first * dim, candidates.end * dim),
        candidateScales: scales.subarray(candidates.first, candidates.end),
        dim,
        out,
      }),
  };
  selectPlainly(input, blocks, scratch);
}
