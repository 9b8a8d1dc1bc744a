import { ConfigError, type TableLike } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import type { RetrievalTask } from "@towerkit/tasks";
import { fitTowers, type TowerSpec } from "@towerkit/towers";
import { readCatalogue } from "../data/catalogue.js";
import { readTrainingRows } from "../data/training-rows.js";
import { checkLoopOptions } from "../training/check-loop-options.js";
import { dataDigest } from "../training/data-digest.js";
import { blamingDivergence, checkWeights } from "../training/divergence.js";
import type { History } from "../training/history.js";
import type { LoopOptions } from "../training/loop-options.js";
import { trainLoop } from "../training/train-loop.js";
import { epochWarnings } from "../training/warnings.js";
import { saveTrained } from "./save.js";
import { embedCatalogue } from "./scorer.js";
import { checkWidths } from "./settings.js";
import type { Trained } from "./trained.js";
import { createRetrievalTrainee, tablesOf } from "./trainee.js";
import { createValidation, type ValidationMeasures, type ValidationOptions } from "./validation.js";

/** How {@link TwoTower.fit} trains. */
export interface FitOptions<C extends object = object> extends LoopOptions {
  /** The catalogue: one row for each item, with every input of the candidate tower. */
  readonly candidates: TableLike<C>;
  /** A column of the train table with the weight of each row. Default: every row weighs 1. */
  readonly weights?: string;
  /**
   * A column of the train table with lists of item keys, null where there are none: what is a negative of
   * that row alone, such as what its user disliked. Slower: see `rowNegatives` of `@towerkit/tasks`.
   */
  readonly negatives?: string;
  /** Rows to rank and to take the loss of after epochs; the history holds what was found. */
  readonly validation?: ValidationOptions;
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

/** What `fit` of a two-tower model tells. */
export type TwoTowerHistory = History<ValidationMeasures>;

/** Trains fresh towers on a table. */
export async function trainTowers(
  parts: FitParts,
  train: TableLike,
  options: FitOptions,
): Promise<{ trained: Trained; history: TwoTowerHistory }> {
  const { batchSize, epochs, optimizer } = checkLoopOptions(options);
  if (train.numRows() === 0) {
    throw new ConfigError("train is empty; it must hold at least one row.");
  }
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
  const trained: Trained = {
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
  };

  const retrieval = { query, candidate, items, rows, task: parts.task, seed: parts.seed, runtime };
  const measure = createValidation(options.validation, {
    ...retrieval,
    trained,
    train,
    queryKey: parts.queryKey,
    batchSize,
    epochs,
    weights: options.weights,
  });
  const { stoppedBy, ...result } = await trainLoop(
    {
      trainee: createRetrievalTrainee(retrieval),
      seed: parts.seed,
      runtime,
      identity: async () => ({
        model: "two-tower",
        seed: parts.seed,
        towers: { query: query.topology(), candidate: candidate.topology() },
        task: parts.task.settings,
        training: { ...trained.training, epochs: undefined },
        schedule: options.schedule?.toJSON(),
        clipNorm: options.clipNorm,
        data: await dataDigest([rows.queryOfRow, rows.candidateOfRow]),
      }),
      warningsOf: (epoch, finished) =>
        epochWarnings(epoch, finished, embedCatalogue({ candidate, items }, runtime)),
      ...(measure && { measure }),
      save: (dir) => saveTrained(parts, trained, dir, {}),
    },
    options,
  );
  blamingDivergence("the last step", () => checkWeights(tablesOf({ query, candidate })));

  return {
    trained,
    history: {
      ...(result as Pick<TwoTowerHistory, "epochs" | "warnings">),
      ...(stoppedBy !== undefined && { stoppedBy }),
      fitSeconds: (performance.now() - started) / 1000,
      counts: { outOfVocabulary: rows.outOfVocabulary, mergedCandidates: catalogue.merged },
    },
  };
}
