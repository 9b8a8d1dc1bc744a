import { ConfigError, checkIndices, checkInteger, checkLength, NumericError } from "@towerkit/core";
import type { FloatArray, RetrievalBatch, RetrievalSettings } from "./types.js";

/**
 * Refuses a batch that the task cannot work on, before anything is computed. Whether the embeddings are
 * finite is left to the kernel, which has to look at each of them anyway.
 * @throws ConfigError, NumericError as `RetrievalTask.lossAndGradients` says.
 */
export function checkBatch(batch: RetrievalBatch, settings: RetrievalSettings): void {
  const rows = batch.querySlots.length;
  if (rows === 0) throw new ConfigError("querySlots is empty; a batch must hold at least one row.");
  checkLength("candidateSlots", batch.candidateSlots, rows);
  checkInteger("dim", batch.dim, 1);
  const numQueries = rowsOf("queries", batch.queries, batch.dim);
  const numCandidates = rowsOf("candidates", batch.candidates, batch.dim);
  checkIndices("querySlots", batch.querySlots, numQueries);
  checkIndices("candidateSlots", batch.candidateSlots, numCandidates);
  if (batch.rowWeights !== undefined) checkWeights(batch.rowWeights, rows);
  checkProbabilities(batch.samplingProbability, rows, settings);
  if (batch.itemIds !== undefined) checkLength("itemIds", batch.itemIds, numCandidates);
}

function rowsOf(name: string, embeddings: Float32Array, dim: number): number {
  if (embeddings.length % dim !== 0) {
    throw new ConfigError(
      `${name} holds ${embeddings.length} values, which is no multiple of dim (${dim}).`,
    );
  }
  return embeddings.length / dim;
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

function checkProbabilities(
  probabilities: FloatArray | undefined,
  rows: number,
  settings: RetrievalSettings,
): void {
  if (!settings.samplingCorrection) {
    if (probabilities === undefined) return;
    throw new ConfigError(
      "samplingProbability was given to a task with samplingCorrection: false, which has no use " +
        "for it: leave it out, or make the task with retrieval().",
    );
  }
  if (probabilities === undefined) {
    throw new ConfigError(
      "samplingProbability is missing: the task corrects for how often a candidate is drawn. Give " +
        "each row its item's share of the training rows, as TwoTower.fit does, or make the task " +
        "with retrieval({ samplingCorrection: false }).",
    );
  }
  checkLength("samplingProbability", probabilities, rows);
  for (let row = 0; row < rows; row++) {
    const probability = probabilities[row] as number;
    if (!(probability > 0 && probability <= 1)) {
      throw new ConfigError(
        `samplingProbability[${row}] is ${probability}; it must be above 0 and at most 1.`,
      );
    }
  }
}
