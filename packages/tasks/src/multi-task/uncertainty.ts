import { checkFinite } from "@towerkit/core";
import { exp } from "@towerkit/kernels";
import type { RankingTask } from "../ranking/types.js";
import type { RetrievalTask } from "../retrieval/types.js";

/** How a task's loss enters the sum, by its log variance s. */
export interface UncertainWeight {
  /** `share · exp(−s)` */
  readonly weight: number;
  /** What is added: `observations · s / 2`. */
  readonly penalty: number;
  /** The derivative by s of `weight · loss + penalty`. */
  readonly gradient: number;
}

/**
 * What a task weighs by its variance σ² = exp(s): `share · L / σ² + n log σ`, where share is ½ for the
 * squared error and the Huber loss, whose likelihood is a Gaussian's or near it, and 1 for losses of
 * choices, whose scores σ² divides. n counts what the loss sums over, so that a sum over a batch's rows
 * is weighed like their mean (Kendall, Gal and Cipolla, 2018).
 * @throws NumericError if `logVariance` is not finite.
 */
export function uncertainWeight(
  task: RetrievalTask | RankingTask,
  result: { readonly loss: number; readonly weightSum: number },
  logVariance: number,
): UncertainWeight {
  checkFinite("parameters", [logVariance]);
  const weight = shareOf(task) * exp(-logVariance);
  const observations = observationsOf(task, result.weightSum);
  return {
    weight,
    penalty: (observations * logVariance) / 2,
    gradient: observations / 2 - weight * result.loss,
  };
}

function shareOf(task: RetrievalTask | RankingTask): number {
  const isGaussian =
    task.kind === "ranking" && (task.loss.kind === "squaredError" || task.loss.kind === "huber");
  return isGaussian ? 0.5 : 1;
}

/** Rows that weigh nothing tell nothing about a variance either. */
function observationsOf(task: RetrievalTask | RankingTask, weightSum: number): number {
  const reduction = task.kind === "retrieval" ? task.settings.reduction : task.reduction;
  return reduction === "sum" ? weightSum : Math.sign(weightSum);
}
