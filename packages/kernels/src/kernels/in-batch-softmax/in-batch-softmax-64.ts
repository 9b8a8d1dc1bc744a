import { exp } from "../../math/exp.js";
import { log } from "../../math/log.js";
import { checkInBatchSoftmax } from "./check.js";
import type { InBatchSoftmaxResult } from "./input.js";

/** `InBatchSoftmaxInput` in float64. */
export interface InBatchSoftmax64Input {
  readonly queries: Float64Array;
  readonly candidates: Float64Array;
  readonly dim: number;
  readonly columnWeights: Float64Array;
  readonly positiveOffsets: Int32Array;
  readonly positiveCandidates: Int32Array;
  readonly positiveWeights: Float64Array;
  readonly temperature?: number;
  readonly accidentalHits?: {
    readonly itemIds: Int32Array;
    readonly positiveInverseProbabilities: Float64Array;
  };
  readonly queryGradients: Float64Array;
  readonly candidateGradients: Float64Array;
}

/**
 * `Runtime.inBatchSoftmax` in float64, one query at a time and without any cunning: for gradient checks
 * and for telling an error of the method from one of rounding. It is slow, above all with accidental
 * hits, where each positive takes a pass over the candidates.
 *
 * @throws ConfigError for a wrong type, length, index or sign; NumericError for what is not finite.
 */
export function inBatchSoftmax64(input: InBatchSoftmax64Input): InBatchSoftmaxResult {
  checkInBatchSoftmax(input, "Float64Array");
  const { queries, dim, columnWeights, positiveOffsets } = input;
  const numQueries = queries.length / dim;
  const scores = new Float64Array(columnWeights.length);
  const gradients = new Float64Array(columnWeights.length);
  input.queryGradients.fill(0);
  input.candidateGradients.fill(0);
  let loss = 0;
  for (let query = 0; query < numQueries; query++) {
    scoreRow(input, query, scores);
    gradients.fill(0);
    const end = positiveOffsets[query + 1];
    for (let e = positiveOffsets[query]; e < end; e++) {
      loss += addPositive(input, e, { scores, gradients });
    }
    addProducts(input, query, gradients);
  }
  return { loss };
}

function scoreRow(input: InBatchSoftmax64Input, query: number, scores: Float64Array): void {
  const { queries, candidates, dim, temperature = 1 } = input;
  for (let c = 0; c < scores.length; c++) {
    let sum = 0;
    for (let d = 0; d < dim; d++) {
      sum += queries[query * dim + d] * candidates[c * dim + d];
    }
    scores[c] = sum / temperature;
  }
}

/** Adds a positive's gradients with respect to the scores, and returns its loss. */
function addPositive(
  input: InBatchSoftmax64Input,
  positive: number,
  { scores, gradients }: { scores: Float64Array; gradients: Float64Array },
): number {
  const own = input.positiveCandidates[positive];
  const weight = input.positiveWeights[positive];
  const columnWeight = columnWeightsFor(input, positive);
  let greatest = -Infinity;
  for (let c = 0; c < scores.length; c++) {
    if (columnWeight(c) > 0) greatest = Math.max(greatest, scores[c]);
  }
  const exponential = (c: number) =>
    columnWeight(c) === 0 ? 0 : columnWeight(c) * exp(scores[c] - greatest);
  let z = 0;
  let zOfOthers = 0;
  for (let c = 0; c < scores.length; c++) {
    z += exponential(c);
    if (c !== own) zOfOthers += exponential(c);
  }
  for (let c = 0; c < scores.length; c++) {
    // 1 - p as the sum over the others: taking p from 1 would lose the digits of a small gradient.
    const share = c === own ? -zOfOthers : exponential(c);
    gradients[c] += (weight * share) / z;
  }
  return weight * (log(z) + greatest - scores[own]);
}

/** What each column weighs in this positive's Z: accidental hits nothing, itself only its own copy. */
function columnWeightsFor(
  { columnWeights, positiveCandidates, accidentalHits }: InBatchSoftmax64Input,
  positive: number,
): (candidate: number) => number {
  if (accidentalHits === undefined) return (c) => columnWeights[c];
  const { itemIds, positiveInverseProbabilities } = accidentalHits;
  const own = positiveCandidates[positive];
  return (c) => {
    if (c === own) return positiveInverseProbabilities[positive];
    return itemIds[c] === itemIds[own] ? 0 : columnWeights[c];
  };
}

function addProducts(input: InBatchSoftmax64Input, query: number, gradients: Float64Array): void {
  const { queries, candidates, dim, temperature = 1, queryGradients, candidateGradients } = input;
  for (let c = 0; c < gradients.length; c++) {
    const gradient = gradients[c] / temperature;
    for (let d = 0; d < dim; d++) {
      const q = query * dim + d;
      const at = c * dim + d;
      queryGradients[q] += gradient * candidates[at];
      candidateGradients[at] += gradient * queries[q];
    }
  }
}
