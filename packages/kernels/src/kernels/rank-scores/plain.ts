import { checkFiniteScores } from "../../checks/finite-scores.js";
import { rowsOf } from "../../runtime/resident-matrix.js";
import type { Scratch } from "../../runtime/scratch.js";
import { partOf } from "../count-ranks/part-of.js";
import { countRanks } from "../count-ranks/plain.js";
import { scores } from "../scores/plain.js";
import type { RankScoresInput } from "./input.js";

/** About so many scores are held at a time, and those of one query at least. */
const SCORES_AT_A_TIME = 1 << 18;

/**
 * The ranks that `countRanks` gives to the scores that `scores` gives, some queries at a time. The input
 * must have been checked.
 * @throws NumericError for a score that is not finite.
 */
export function rankScores(input: RankScoresInput, scratch: Scratch): void {
  const { queries, dim, ties, ranks } = input;
  const candidates = rowsOf(input.candidates);
  const numQueries = queries.length / dim;
  const numCandidates = candidates.length / dim;
  if (numCandidates === 0) {
    ranks.fill(-1);
    return;
  }
  const step = Math.max(1, Math.min(numQueries, Math.floor(SCORES_AT_A_TIME / numCandidates)));
  const held = scratch.float32("ranked scores", step * numCandidates);
  for (let first = 0; first < numQueries; first += step) {
    const end = Math.min(first + step, numQueries);
    const block = held.subarray(0, (end - first) * numCandidates);
    scores({ queries: queries.subarray(first * dim, end * dim), candidates, dim, out: block });
    checkFiniteScores({
      scores: block,
      numQueries: end - first,
      numCandidates,
      firstQuery: first,
    });
    const part = partOf(input, first, end);
    const ranked = ranks.subarray(part.firstPositive, part.firstPositive + part.positives.length);
    countRanks({ ...part, scores: block, numCandidates, ties, ranks: ranked }, scratch);
  }
}
