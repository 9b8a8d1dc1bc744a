import { ConfigError, checkInteger, type TableLike } from "@towerkit/core";
import { defaultRuntime, type Runtime } from "@towerkit/kernels";
import type { RetrievalTask } from "@towerkit/tasks";
import { fitTowers, type TowerSpec } from "@towerkit/towers";
import { readCatalogue } from "../data/catalogue.js";
import { readTrainingRows } from "../data/training-rows.js";
import type { Optimizer } from "../optimizers/optimizer.js";
import { blamingDivergence, checkWeights } from "../training/divergence.js";
import { runEpochs } from "../training/epochs.js";
import type { FitProgress, History } from "../training/history.js";
import { createTrainStep } from "../training/train-step.js";
import { checkValidation, isDue, type ValidationOptions } from "../training/validation.js";
import { epochWarnings } from "../training/warnings.js";
import type { EvaluateOptions } from "./evaluate.js";
import { lookAtRows } from "./look-at-rows.js";
import { embedCatalogue } from "./scorer.js";
import { checkWidths } from "./settings.js";
import type { Trained } from "./trained.js";

/** How {@link TwoTower.fit} trains. */
export interface FitOptions<C extends object = object> {
  /** The catalogue: one row for each item, with every input of the candidate tower. */
  readonly candidates: TableLike<C>;
  readonly optimizer: Optimizer;
  /** Rows a step. Default 8192; the last batch of an epoch may be shorter. */
  readonly batchSize?: number;
  /** Passes over the train rows. Default 3. */
  readonly epochs?: number;
  /** A column of the train table with the weight of each row. Default: every row weighs 1. */
  readonly weights?: string;
  /**
   * A column of the train table with lists of item keys, null where there are none: what is a negative of
   * that row alone, such as what its user disliked. Slower: see `rowNegatives` of `@towerkit/tasks`.
   */
  readonly negatives?: string;
  /** Rows to rank, and take the loss of, between epochs. Training is the same with and without. */
  readonly validation?: ValidationOptions<EvaluateOptions>;
  readonly onProgress?: (progress: FitProgress) => void;
  /** Told as soon as training goes visibly wrong; the history holds the same messages. */
  readonly onWarning?: (message: string) => void;
  /** Stops training after the current step by throwing the signal's reason; the model stays as it was. */
  readonly signal?: AbortSignal;
  /** Default: the shared runtime of `@towerkit/kernels`. */
  readonly runtime?: Runtime;
}

/** The parts of a model that training needs. */
export interface FitParts {
  readonly query: TowerSpec<object>;
  readonly candidate: TowerSpec<object>;
  readonly task: RetrievalTask;
  readonly itemKey: string;
  readonly queryKey: string;
  readonly seed: number;
}

/** Trains fresh towers on a table. */
export async function trainTowers(
  parts: FitParts,
  train: TableLike,
  options: FitOptions,
): Promise<{ trained: Trained; history: History }> {
  const { batchSize = 8192, epochs = 3, optimizer } = options;
  checkInteger("batchSize", batchSize, 1);
  checkInteger("epochs", epochs, 1);
  if (train.numRows() === 0) {
    throw new ConfigError("train is empty; it must hold at least one row.");
  }
  const { validation } = options;
  if (validation) checkValidation(validation);
  options.signal?.throwIfAborted();
  const started = performance.now();
  const runtime = options.runtime ?? (await defaultRuntime());

  const catalogue = readCatalogue(options.candidates, {
    itemKey: parts.itemKey,
    inputs: parts.candidate.inputs,
  });
  const [query, candidate] = fitTowers(
    [
      { spec: parts.query, table: train, name: "query" },
      { spec: parts.candidate, table: catalogue.table, name: "candidate" },
    ],
    { seed: parts.seed },
  );
  checkWidths(query, candidate);
  const items = candidate.encodeColumns(catalogue.table).inputs;
  const rows = readTrainingRows(train, {
    query,
    catalogue,
    weights: options.weights,
    negatives: options.negatives,
  });

  const ranking = { query, candidate, catalogue, items };
  const { task, queryKey, seed } = parts;
  const look =
    validation &&
    lookAtRows(validation, { ...ranking, train, rows, task, queryKey, seed, batchSize, runtime });
  const warnings: string[] = [];
  let epoch = 0;
  const epochHistories = await runEpochs({
    rows: rows.count,
    batchSize,
    epochs,
    seed: parts.seed,
    step: createTrainStep({
      query,
      candidate,
      items,
      rows,
      task: parts.task,
      optimizer,
      seed: parts.seed,
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
      query,
      candidate,
      catalogue,
      items,
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
