import { exp } from "../../math/exp.js";
import { log } from "../../math/log.js";
import { checkEmbeddings, checkInBatchSoftmax } from "./check.js";
import type { InBatchSoftmaxInput, SoftmaxResult } from "./input.js";
import { weighColumns } from "./weigh-columns-64.js";

/** `InBatchSoftmaxInput` with each `Float32Array` a `Float64Array`. */
export type InBatchSoftmax64Input = {
  readonly [Name in keyof InBatchSoftmaxInput]: InBatchSoftmaxInput[Name] extends
    | Float32Array
    | undefined
    ? Float64Array
    : InBatchSoftmaxInput[Name];
};

/** Working memory, `[numCandidates]` each: of one query, and of one positive. */
interface Columns {
  readonly scores: Float64Array;
  readonly gradients: Float64Array;
  readonly weights: Float64Array;
  readonly exponentials: Float64Array;
}

/**
 * `Runtime.inBatchSoftmax` in float64, one positive at a time and without any cunning: for gradient
 * checks and for telling an error of the method from one of rounding. It is slow: each positive takes a
 * pass over the candidates, and with hard negatives sorts them.
 *
 * @throws ConfigError for a wrong type, length, index or sign; NumericError for what is not finite.
 */
export function inBatchSoftmax64(input: InBatchSoftmax64Input): SoftmaxResult {
  checkInBatchSoftmax(input, "Float64Array");
  checkEmbeddings(input);
  const { queries, dim, columnWeights, positiveOffsets } = input;
  const numQueries = queries.length / dim;
  const columns: Columns = {
    scores: new Float64Array(columnWeights.length),
    gradients: new Float64Array(columnWeights.length),
    weights: new Float64Array(columnWeights.length),
    exponentials: new Float64Array(columnWeights.length),
  };
  input.queryGradients.fill(0);
  input.candidateGradients.fill(0);
  let loss = 0;
  for (let query = 0; query < numQueries; query++) {
    scoreRow(input, query, columns.scores);
    columns.gradients.fill(0);
    const end = positiveOffsets[query + 1];
    for (let positive = positiveOffsets[query]; positive < end; positive++) {
      weighColumns(input, { positive, query, scores: columns.scores }, columns.weights);
      loss += addPositive(input, positive, columns);
    }
    addProducts(input, query, columns.gradients);
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
  { scores, gradients, weights, exponentials }: Columns,
): number {
  const own = input.positiveCandidates[positive];
  const weight = input.positiveWeights[positive];
  let greatest = -Infinity;
  for (let c = 0; c < scores.length; c++) {
    if (weights[c] > 0) greatest = Math.max(greatest, scores[c]);
  }
  let z = 0;
  let zOfOthers = 0;
  for (let c = 0; c < scores.length; c++) {
    exponentials[c] = weights[c] === 0 ? 0 : weights[c] * exp(scores[c] - greatest);
    z += exponentials[c];
    if (c !== own) zOfOthers += exponentials[c];
  }
  for (let c = 0; c < scores.length; c++) {
    // 1 - p as the sum over the others: taking p from 1 would lose the digits of a small gradient.
    const share = c === own ? -zOfOthers : exponentials[c];
    gradients[c] += (weight * share) / z;
  }
  return weight * (log(z) + greatest - scores[own]);
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
