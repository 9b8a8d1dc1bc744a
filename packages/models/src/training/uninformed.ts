import type { Runtime } from "@towerkit/kernels";
import { log } from "@towerkit/kernels";
import type { RankingBatch, RankingLossFunction } from "@towerkit/tasks";

/** The prediction for every row of somebody who knows the mean label and nothing else. */
export function uninformedPrediction(loss: RankingLossFunction, mean: number): number {
  if (loss.isListwise) return 0;
  if (loss.kind !== "logistic") return mean;
  const share = Math.min(1 - 1e-6, Math.max(1e-6, mean));
  return log(share / (1 - share));
}

/** What a batch costs at one prediction for all rows. */
export function uninformedLoss(
  loss: RankingLossFunction,
  batch: RankingBatch,
  prediction: number,
  runtime: Runtime,
): number {
  const predictions = new Float32Array(batch.predictions.length).fill(prediction);
  return loss.compute({ ...batch, predictions }, new Float32Array(predictions.length), runtime);
}
