import { ConfigError, checkInteger, type TableLike } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import { readTrainingRows } from "../data/training-rows.js";
import { blamingDivergence, checkWeights } from "../training/divergence.js";
import { runEpochs } from "../training/epochs.js";
import type { History } from "../training/history.js";
import { createTrainStep } from "../training/train-step.js";
import { checkValidation, isDue } from "../training/validation.js";
import { epochWarnings } from "../training/warnings.js";
import type { FitOptions, FitParts } from "./fit.js";
import { lookAtRows } from "./look-at-rows.js";
import { embedCatalogue } from "./scorer.js";
import type { Ranking, Trained } from "./trained.js";

/**
 * Trains towers on a table.
 * @param ranking - makes them, once the options are found good; they are moved.
 */
export async function trainRanking(
  train: TableLike,
  options: Omit<FitOptions, "candidates">,
  { task, queryKey, seed }: Pick<FitParts, "task" | "queryKey" | "seed">,
  rankingOf: () => Ranking,
): Promise<{ trained: Trained; history: History }> {
  const { batchSize = 8192, epochs = 3, optimizer, validation } = options;
  checkInteger("batchSize", batchSize, 1);
  checkInteger("epochs", epochs, 1);
  if (train.numRows() === 0) {
    throw new ConfigError("train is empty; it must hold at least one row.");
  }
  if (validation) checkValidation(validation);
  options.signal?.throwIfAborted();
  const started = performance.now();
  const runtime = options.runtime ?? (await defaultRuntime());

  const ranking = rankingOf();
  const { query, candidate, catalogue, items } = ranking;
  const rows = readTrainingRows(train, {
    query,
    catalogue,
    weights: options.weights,
    negatives: options.negatives,
  });

  const look =
    validation &&
    lookAtRows(validation, { ...ranking, train, rows, task, queryKey, seed, batchSize, runtime });
  const warnings: string[] = [];
  let epoch = 0;
  const epochHistories = await runEpochs({
    rows: rows.count,
    batchSize,
    epochs,
    seed,
    step: createTrainStep({
      query,
      candidate,
      items,
      rows,
      task,
      optimizer,
      seed,
      runtime,
    }),
    afterEpoch: async (finished) => {
      epoch++;
      const candidates = embedCatalogue({ candidate, items }, runtime);
      for (const warning of epochWarnings(epoch, finished, candidates)) {
        warnings.push(warning);
        options.onWarning?.(warning);
      }
      return look && isDue(epoch, epochs, validation.every ?? 1) ? look() : {};
    },
    onProgress: options.onProgress,
    signal: options.signal,
  });
  blamingDivergence("the last step", () => checkWeights([query, candidate]));

  return {
    trained: {
      ...ranking,
      trainCounts: rows.trainCounts,
      train,
      training: {
        optimizer: optimizer.toJSON(),
        batchSize,
        epochs,
        weights: options.weights ?? null,
        ...(options.negatives !== undefined && { negatives: options.negatives }),
      },
    },
    history: {
      epochs: epochHistories,
      fitSeconds: (performance.now() - started) / 1000,
      warnings,
      counts: { outOfVocabulary: rows.outOfVocabulary, mergedCandidates: catalogue.merged },
    },
  };
}
