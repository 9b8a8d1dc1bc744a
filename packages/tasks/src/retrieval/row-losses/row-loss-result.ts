import { NumericError } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { weightScale } from "../batch-loss.js";
import type { PreparedBatch } from "../prepare-batch.js";
import type { EmbeddingGradients } from "../score-blocks.js";
import type { RetrievalBatch, RetrievalLoss, RetrievalSettings } from "../types.js";
import type { RowLoss } from "./row-loss.js";
import { sumRowLosses } from "./sum-rows.js";

/**
 * What the task returns for a loss of rows.
 * @throws NumericError if the loss is not finite.
 */
export function rowLossResult(
  batch: RetrievalBatch,
  loss: RowLoss,
  work: EmbeddingGradients & {
    readonly prepared: PreparedBatch;
    readonly settings: RetrievalSettings;
    readonly runtime: Runtime;
  },
): RetrievalLoss {
  const { prepared, settings, queryGradients, candidateGradients } = work;
  const { temperature } = settings;
  const { loss: lossSum, chance } = sumRowLosses(batch, loss, { ...work, temperature });
  if (!Number.isFinite(lossSum)) {
    throw new NumericError(
      `the ${loss.kind} loss is ${lossSum}; the embeddings have grown too large. A lower learning rate or a higher temperature helps.`,
    );
  }
  const scale = weightScale(prepared, settings);
  for (const gradients of [queryGradients, candidateGradients]) {
    if (scale === 1) continue;
    for (let i = 0; i < gradients.length; i++) gradients[i] *= scale;
  }
  const { weightSum } = prepared;
  return {
    loss: scale * lossSum,
    lossSum,
    weightSum,
    chanceSum: chance,
    queryGradients,
    candidateGradients,
  };
}
