import { exp32Row } from "../../../math/exp32-row.js";
import { log } from "../../../math/log.js";

const { fround } = Math;

/** Rows of scores, and what their columns weigh. */
export interface WeightedColumns {
  /** `[rows, numCandidates]`, all finite. May be longer. */
  readonly scores: Float32Array;
  readonly numCandidates: number;
  readonly columnWeights: Float32Array;
  /** Eight partial sums. */
  readonly lanes: Float32Array;
}

/** What the rows of one in-batch softmax have in common. */
export interface SoftmaxRows extends WeightedColumns {
  readonly positiveOffsets: Int32Array;
  readonly positiveCandidates: Int32Array;
  readonly positiveWeights: Float32Array;
}

/**
 * Turns the scores of one query into the gradients of its loss with respect to them, in place, where all
 * of its positives share one Z.
 *
 * The loss is Σ weight · (log Z − score) over the positives, Z = Σ_c columnWeight_c · exp(score_c);
 * its gradient is (Σ weight) · columnWeight_c · exp(score_c) / Z, less the weight of a positive there.
 *
 * Order of operations: exponentials are taken relative to the greatest score of a column with weight,
 * and summed as `addUpLanes` says. Gradients and Z are float32, each step rounded; the loss and the
 * sum of the positives' weights are float64, in the order of the positives.
 *
 * @param row - which row of the block the query's scores are in.
 * @returns the loss; not finite where the sum of the exponentials is 0 or not finite.
 */
export function sharedRow(rows: SoftmaxRows, row: number, query: number): number {
  const { scores, numCandidates, positiveCandidates, positiveWeights } = rows;
  const start = row * numCandidates;
  const firstPositive = rows.positiveOffsets[query];
  const endOfPositives = rows.positiveOffsets[query + 1];
  let weightSum = 0;
  let weightedScores = 0;
  for (let e = firstPositive; e < endOfPositives; e++) {
    const weight = positiveWeights[e];
    weightSum += weight;
    weightedScores += weight * scores[start + positiveCandidates[e]];
  }
  const greatest = greatestScore(rows, start);
  const z = exponentiate(rows, start, greatest);
  const scale = fround(weightSum);
  for (let at = start; at < start + numCandidates; at++) {
    scores[at] = scale * fround(scores[at] / z);
  }
  for (let e = firstPositive; e < endOfPositives; e++) {
    const at = start + positiveCandidates[e];
    scores[at] -= positiveWeights[e];
  }
  return weightSum * (log(z) + greatest) - weightedScores;
}

/** The greatest score of a column with weight. */
export function greatestScore(
  { scores, numCandidates, columnWeights }: WeightedColumns,
  start: number,
): number {
  let greatest = -Infinity;
  for (let c = 0; c < numCandidates; c++) {
    const score = scores[start + c];
    if (score > greatest && columnWeights[c] > 0) greatest = score;
  }
  return greatest;
}

/** Replaces scores by columnWeight · exp(score − greatest) and returns their sum. */
export function exponentiate(
  { scores, numCandidates, columnWeights, lanes }: WeightedColumns,
  start: number,
  greatest: number,
): number {
  exp32Row(scores, { start, end: start + numCandidates, base: greatest });
  lanes.fill(0);
  for (let c = 0; c < numCandidates; c++) {
    const weight = columnWeights[c];
    // A score without weight may lie above the greatest, and its exponential be infinite.
    const value = weight === 0 ? 0 : fround(scores[start + c] * weight);
    scores[start + c] = value;
    lanes[c & 7] += value;
  }
  return addUpLanes(lanes);
}

/**
 * The order in which a row is summed: column c went to lane c mod 8 (two vectors of four); now the
 * second vector is added to the first, then its upper half to its lower, then the last two lanes.
 */
function addUpLanes(lanes: Float32Array): number {
  for (let width = 4; width > 0; width >>= 1) {
    for (let lane = 0; lane < width; lane++) {
      lanes[lane] += lanes[lane + width];
    }
  }
  return lanes[0];
}
