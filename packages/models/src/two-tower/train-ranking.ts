import { ConfigError, type TableLike } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import { readTrainingRows } from "../data/training-rows.js";
import { groupRowsBy } from "../training/batches.js";
import { checkLoopOptions } from "../training/check-loop-options.js";
import { dataDigests } from "../training/data-digest.js";
import { blamingDivergence, checkWeights } from "../training/divergence.js";
import type { EpochHistory, History } from "../training/history.js";
import { trainLoop } from "../training/train-loop.js";
import { epochWarnings } from "../training/warnings.js";
import type { FitOptions, FitParts } from "./fit.js";
import { type LearningOf, retrievalAlone } from "./learning.js";
import { embedCatalogue } from "./scorer.js";
import type { Ranking, Trained } from "./trained.js";
import { createTrainee } from "./trainee.js";
import { checkValidation, createValidation, validationIdentity } from "./validation.js";

/**
 * Trains towers on a table.
 * @param rankingOf - makes them, once the options are found good; they are moved.
 * @param learningOf - makes what they learn. Default: to retrieve.
 */
export async function trainRanking(
  train: TableLike,
  options: Omit<FitOptions, "candidates">,
  parts: Pick<FitParts, "task" | "itemKey" | "queryKey" | "seed">,
  rankingOf: () => Ranking,
  learningOf: LearningOf = retrievalAlone(parts),
): Promise<{ trained: Trained; history: History }> {
  const { task, queryKey, seed } = parts;
  const { batchSize, batchBy, epochs, optimizer, validation } = checkLoopOptions(options);
  if (train.numRows() === 0) {
    throw new ConfigError("train is empty; it must hold at least one row.");
  }
  if (validation) checkValidation(validation);
  const groups = batchBy === undefined ? undefined : groupRowsBy(train, batchBy, "train");
  options.signal?.throwIfAborted();
  const started = performance.now();
  const runtime = options.runtime ?? (await defaultRuntime());

  const ranking = rankingOf();
  const { query, candidate, catalogue, items } = ranking;
  const rows = readTrainingRows(train, {
    query,
    catalogue,
    weights: options.weights,
    classWeights: options.classWeights,
    negatives: options.negatives,
  });
  const trained: Trained = {
    ...ranking,
    trainCounts: rows.trainCounts,
    train,
    training: {
      optimizer: optimizer.toJSON(),
      batchSize,
      ...(batchBy !== undefined && { batchBy }),
      epochs,
      weights: options.weights ?? null,
      ...(options.negatives !== undefined && { negatives: options.negatives }),
    },
  };
  const retrieval = { query, candidate, items, rows, task, seed, runtime };
  const learning = learningOf(ranking, train);
  const trainee = createTrainee(retrieval, learning.owners, learning.passesOver(retrieval, train));
  const measure =
    validation && createValidation(validation, { ...retrieval, learning, trained, queryKey });

  const { epochs: history, ...result } = await trainLoop(
    {
      trainee,
      groups,
      seed,
      runtime,
      identity: async () => ({
        seed,
        towers: { query: query.topology(), candidate: candidate.topology() },
        task: task.settings,
        ...learning.identity,
        training: { ...trained.training, epochs: null },
        classWeights: options.classWeights,
        // A schedule is stretched over all epochs; without one, a run may go on for longer.
        schedule: options.schedule && { ...options.schedule.toJSON(), epochs },
        clipNorm: options.clipNorm,
        validation: validation && (await validationIdentity(validation, queryKey)),
        callbacks: (options.callbacks ?? []).map(({ name }) => name),
        data: await dataDigests({
          items,
          queries: rows.queries,
          rows: [rows.queryOfRow, rows.candidateOfRow],
          rowWeights: rows.weights,
          negatives: rows.negatives,
          groups,
          learning: learning.data,
          firstWeights: Array.from(trainee.tables.values(), ({ data }) => data),
        }),
      }),
      warningsOf: (epoch, finished) =>
        epochWarnings(epoch, finished, embedCatalogue({ candidate, items }, runtime), {
          mayExceedChance: epoch <= learning.graceEpochs,
        }),
      ...(measure && {
        measure: async (epoch) =>
          epoch % (validation.every ?? 1) === 0 || epoch === epochs ? measure() : {},
      }),
      save: (dir) => learning.save(trained, dir),
    },
    options,
  );
  blamingDivergence("the last step", () => checkWeights(trainee.tables));

  return {
    trained,
    history: {
      epochs: history as readonly EpochHistory[],
      fitSeconds: (performance.now() - started) / 1000,
      ...result,
      counts: { outOfVocabulary: rows.outOfVocabulary, mergedCandidates: catalogue.merged },
    },
  };
}
