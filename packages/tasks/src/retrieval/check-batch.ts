import {
  ConfigError,
  checkFinite,
  checkIndices,
  checkInteger,
  checkLength,
  NumericError,
} from "@towerkit/core";
import { checkColumns } from "./check-columns.js";
import { checkProbabilities } from "./check-probabilities.js";
import type { RetrievalLossFunction } from "./losses/loss-function.js";
import type { FloatArray, RetrievalBatch, RetrievalSettings } from "./types.js";

/**
 * Refuses a batch that the task cannot work on, before anything is computed.
 * @throws ConfigError, NumericError as `RetrievalTask.lossAndGradients` says.
 */
export function checkBatch(
  batch: RetrievalBatch,
  settings: RetrievalSettings,
  loss: RetrievalLossFunction,
): void {
  const rows = batch.querySlots.length;
  if (rows === 0) throw new ConfigError("querySlots is empty; a batch must hold at least one row.");
  checkLength("candidateSlots", batch.candidateSlots, rows);
  checkInteger("dim", batch.dim, 1);
  const heads = checkInteger("heads", batch.heads ?? 1, 1);
  const numQueries = rowsOf("queries", batch.queries, batch.dim, heads);
  const numCandidates = rowsOf("candidates", batch.candidates, batch.dim);
  checkIndices("querySlots", batch.querySlots, numQueries);
  checkIndices("candidateSlots", batch.candidateSlots, numCandidates);
  if (batch.rowWeights !== undefined) checkWeights(batch.rowWeights, rows);
  if (batch.itemIds !== undefined) checkLength("itemIds", batch.itemIds, numCandidates);
  checkColumns(batch, { loss, numQueries, numCandidates });
  checkProbabilities(batch, settings, loss);
  checkFinite("queries", batch.queries);
  checkFinite("candidates", batch.candidates);
}

function rowsOf(name: string, embeddings: Float32Array, dim: number, heads = 1): number {
  const width = dim * heads;
  const what = heads === 1 ? `dim (${dim})` : `heads × dim (${heads} × ${dim})`;
  if (embeddings.length % width !== 0) {
    throw new ConfigError(
      `${name} holds ${embeddings.length} values, which is no multiple of ${what}.`,
    );
  }
  return embeddings.length / width;
}

function checkWeights(weights: FloatArray, rows: number): void {
  checkLength("rowWeights", weights, rows);
  for (let row = 0; row < rows; row++) {
    const weight = weights[row] as number;
    if (!Number.isFinite(weight)) {
      throw new NumericError(`rowWeights[${row}] is ${weight}; it must be a finite number.`);
    }
    if (weight < 0) {
      throw new ConfigError(`rowWeights[${row}] is ${weight}; it must not be negative.`);
    }
  }
}
