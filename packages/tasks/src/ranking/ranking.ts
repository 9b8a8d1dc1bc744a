import { checkOneOf, NumericError } from "@towerkit/core";
import { checkRankingBatch } from "./check-batch.js";
import { squaredError } from "./squared-error.js";
import type { RankingOptions, RankingTask } from "./types.js";

/**
 * Makes the ranking task: predictions against labels, row by row or list by list.
 *
 * @throws ConfigError for a `reduction` that there is not.
 * @example
 * const task = ranking({ loss: huber({ delta: 1 }) });
 * const { loss, gradients } = task.lossAndGradients({ predictions, labels }, { runtime });
 */
export function ranking(options: RankingOptions = {}): RankingTask {
  const { loss = squaredError() } = options;
  const reduction = checkOneOf("reduction", options.reduction ?? "sum", ["sum", "mean"]);
  return {
    kind: "ranking",
    loss,
    reduction,
    lossAndGradients(batch, { runtime }) {
      const weightSum = checkRankingBatch(batch, loss);
      const gradients = new Float32Array(batch.predictions.length);
      const lossSum = loss.compute(batch, gradients, runtime);
      if (!Number.isFinite(lossSum)) {
        throw new NumericError(
          `the ${loss.kind} loss is ${lossSum}; the predictions have grown too large. A lower learning rate helps.`,
        );
      }
      if (reduction === "sum") return { loss: lossSum, lossSum, weightSum, gradients };
      // Rows whose weights are all 0 teach nothing; their mean is taken to be 0.
      const scale = weightSum > 0 ? 1 / weightSum : 0;
      for (let row = 0; row < gradients.length; row++) gradients[row] *= scale;
      return { loss: lossSum * scale, lossSum, weightSum, gradients };
    },
  };
}
