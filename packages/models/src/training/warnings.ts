import type { Matrix } from "@towerkit/core";
import type { EpochHistory } from "./history.js";

/** Candidates whose spread is below this share of their length have become one point. */
const COLLAPSED_SPREAD = 1e-6;

/** What is worth telling about an epoch: nothing, as a rule. */
export function epochWarnings(
  epoch: number,
  { loss, chance }: Pick<EpochHistory, "loss" | "chance">,
  candidates: Matrix,
  { mayExceedChance = false } = {},
): string[] {
  const warnings: string[] = [];
  if (chance === 0) {
    warnings.push(
      `epoch ${epoch}: no batch held two different items, so there was nothing to tell apart and nothing was learnt. ` +
        "A larger batchSize may help.",
    );
  } else if (loss > chance && !mayExceedChance) {
    warnings.push(
      `epoch ${epoch}: the loss (${loss.toFixed(4)} a row) is above chance (${chance.toFixed(4)}), ` +
        "so nothing useful has been learnt yet. A smaller learning rate or more epochs may help.",
    );
  }
  if (candidates.rows > 1 && relativeSpread(candidates) < COLLAPSED_SPREAD) {
    warnings.push(
      `epoch ${epoch}: all candidates have nearly the same embedding, so everybody gets the same list. ` +
        "A smaller learning rate, or a check that the candidate features differ, may help.",
    );
  }
  return warnings;
}

/** The mean squared distance from the mean, over the mean squared length. */
function relativeSpread({ data, rows, dim }: Matrix): number {
  const mean = new Float64Array(dim);
  let squaredLength = 0;
  for (let row = 0; row < rows; row++) {
    for (let d = 0; d < dim; d++) {
      const value = data[row * dim + d];
      mean[d] += value / rows;
      squaredLength += value * value;
    }
  }
  let squaredMean = 0;
  for (const value of mean) squaredMean += value * value;
  return squaredLength === 0 ? 0 : 1 - (squaredMean * rows) / squaredLength;
}
