import { rowsOf } from "../../runtime/resident-matrix.js";
import type { Scratch } from "../../runtime/scratch.js";
import { scores } from "../scores/plain.js";
import type { TopKScoresInput } from "./input.js";
import { type Range, selectPlainly } from "./select-plainly.js";

/**
 * The best candidates of each query: what `scores`, `-Infinity` in the place of excluded candidates'
 * scores, and then `topK` would give. The input must have been checked.
 * @throws NumericError for a score that is not finite, an excluded candidate's among them.
 */
export function topKScores(input: TopKScoresInput, scratch: Scratch): void {
  const { queries, dim } = input;
  const rows = rowsOf(input.candidates);
  const blocks = {
    numQueries: queries.length / dim,
    numCandidates: input.numCandidates ?? rows.length / dim,
    scoreBlock: (of: Range, candidates: Range, out: Float32Array) =>
      scores({
        queries: queries.subarray(of.first * dim, of.end * dim),
        candidates: rows.subarray(candidates.first * dim, candidates.end * dim),
        dim,
        out,
      }),
  };
  selectPlainly(input, blocks, scratch);
}
