import { NumericError } from "@towerkit/core";
import { areFinite } from "./arrays.js";

/**
 * Checks that a block of scores is finite.
 * @throws NumericError naming the first pair that is not.
 */
export function checkFiniteScores(block: {
  /** `[numQueries, numCandidates]`. May be longer. */
  readonly scores: Float32Array;
  readonly numQueries: number;
  readonly numCandidates: number;
  /** The number of the block's first query, for the message. */
  readonly firstQuery: number;
  /** That of its first candidate. Default 0. */
  readonly firstCandidate?: number;
}): void {
  const { scores, numQueries, numCandidates, firstQuery, firstCandidate = 0 } = block;
  if (areFinite(scores, numQueries * numCandidates)) return;
  const at = scores.findIndex((score) => !Number.isFinite(score));
  const query = firstQuery + Math.floor(at / numCandidates);
  const candidate = firstCandidate + (at % numCandidates);
  throw new NumericError(
    `the score of query ${query} and candidate ${candidate} is ${scores[at]}; scores must be finite, so embeddings must be far below 1e19.`,
  );
}
