import { ConfigError, checkInteger, type TableLike } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import type { Tower } from "@towerkit/towers";
import type { ClassWeights } from "../data/training-rows.js";
import { checkLoopOptions } from "../training/check-loop-options.js";
import { columnDigests, dataDigests } from "../training/data-digest.js";
import { blamingDivergence, checkWeights } from "../training/divergence.js";
import type { EpochHistory, FitCounts, History } from "../training/history.js";
import type { LoopOptions } from "../training/loop-options.js";
import { savedRankingTask } from "../training/ranking-losses.js";
import { trainLoop } from "../training/train-loop.js";
import { createTrainee } from "../two-tower/trainee.js";
import { evaluateRanker, type RankerMeasures } from "./evaluate.js";
import { createRankerPasses, readLessons } from "./passes.js";
import { saveRanker, type TrainedRanker } from "./save.js";
import { checkWidth, type RankerIdentity } from "./settings.js";

/** How {@link Ranker.fit} trains; `batchSize` counts lists where the loss compares the rows of one. */
export interface RankerFitOptions extends LoopOptions {
  /** A column of the train table with the weight of each row. Default: every row weighs 1. */
  readonly weights?: string;
  /**
   * How much rows count by what stands in a column of theirs; times `weights`, where both are given.
   * Default: alike.
   */
  readonly classWeights?: ClassWeights;
  /** Rows to measure after epochs; the history holds what was found. */
  readonly validation?: RankerValidationOptions;
}

/** Which rows `fit` looks at between epochs. Nothing is decided by what they show. */
export interface RankerValidationOptions {
  /** Rows like those that the model is evaluated on. */
  readonly table: TableLike;
  /** After every so many epochs, and after the last. Default 1. */
  readonly every?: number;
  /** Whether the train rows are measured too, after the same epochs. Default false. */
  readonly train?: boolean;
}

/** What `fit` of a ranker tells when it is done. */
export interface RankerHistory extends Omit<History<RankerMeasures>, "counts"> {
  readonly counts: Pick<FitCounts, "outOfVocabulary">;
}

/**
 * Trains a ranker on a table.
 * @param towerOf - makes it, once the options are found good; it is moved.
 */
export async function trainRanker(
  identity: RankerIdentity,
  train: TableLike,
  options: RankerFitOptions,
  towerOf: () => Tower,
): Promise<{ trained: TrainedRanker; history: RankerHistory }> {
  const { batchSize, epochs, optimizer, validation } = checkLoopOptions(options);
  if (train.numRows() === 0) {
    throw new ConfigError("train is empty; it must hold at least one row.");
  }
  if (validation) checkValidation(validation);
  options.signal?.throwIfAborted();
  const started = performance.now();
  const runtime = options.runtime ?? (await defaultRuntime());

  const tower = towerOf();
  checkWidth(tower.width);
  const { task, seed } = identity;
  const lessons = readLessons(train, { ...identity, tower }, options);
  const trainee = createTrainee(
    { rows: { count: lessons.count }, seed, runtime },
    { ranker: tower },
    createRankerPasses({ tower, task, lessons, runtime }),
  );
  const trained: TrainedRanker = {
    tower,
    training: {
      optimizer: optimizer.toJSON(),
      batchSize,
      epochs,
      weights: options.weights ?? null,
    },
  };
  const measured = (table: TableLike) => {
    const { counts: _, ...measures } = evaluateRanker(tower, identity, { table, runtime });
    return measures;
  };

  const { epochs: history, ...result } = await trainLoop(
    {
      trainee,
      seed,
      runtime,
      identity: async () => ({
        seed,
        tower: tower.topology(),
        task: savedRankingTask(task),
        label: identity.label,
        group: identity.group,
        training: { ...trained.training, epochs: null },
        classWeights: options.classWeights,
        // A schedule is stretched over all epochs; without one, a run may go on for longer.
        schedule: options.schedule && { ...options.schedule.toJSON(), epochs },
        clipNorm: options.clipNorm,
        validation: validation && {
          every: validation.every ?? 1,
          data: await columnDigests(validation.table),
        },
        callbacks: (options.callbacks ?? []).map(({ name }) => name),
        data: await dataDigests({
          rows: lessons.rows,
          weights: lessons.weights,
          firstWeights: Array.from(trainee.tables.values(), ({ data }) => data),
        }),
      }),
      warningsOf: (epoch, { loss, chance }) =>
        rankerWarnings(epoch, {
          loss,
          chance,
          isListwise: task.loss.isListwise,
          steps: epoch * Math.ceil(lessons.count / batchSize),
        }),
      ...(validation && {
        measure: async (epoch) => {
          if (epoch % (validation.every ?? 1) !== 0 && epoch !== epochs) return {};
          const { loss: _, ...ofTrain } = validation.train ? measured(train) : { loss: 0 };
          return {
            validation: measured(validation.table),
            ...(validation.train && { train: ofTrain }),
          };
        },
      }),
      save: (dir) => saveRanker(identity, trained, dir, {}),
    },
    options,
  );
  blamingDivergence("the last step", () => checkWeights(trainee.tables));

  return {
    trained,
    history: {
      epochs: history as readonly EpochHistory<RankerMeasures>[],
      fitSeconds: (performance.now() - started) / 1000,
      ...result,
      counts: { outOfVocabulary: lessons.rows.outOfVocabulary },
    },
  };
}

/** @throws ConfigError for an empty table, or an `every` that is no whole number from 1. */
function checkValidation({ table, every = 1 }: RankerValidationOptions): void {
  checkInteger("validation.every", every, 1);
  if (table.numRows() === 0) {
    throw new ConfigError("validation.table is empty; it must hold at least one row.");
  }
}

/** A model begins near 0 and has to find the mean of its labels first: it has so many steps for that. */
const STEPS_OF_GRACE = 50;

function rankerWarnings(
  epoch: number,
  {
    loss,
    chance,
    isListwise,
    steps,
  }: {
    readonly loss: number;
    readonly chance: number;
    readonly isListwise: boolean;
    readonly steps: number;
  },
): string[] {
  if (isListwise && chance === 0) {
    return [
      `epoch ${epoch}: no list held rows to tell apart, so nothing was learnt. Another group may make longer lists.`,
    ];
  }
  if (chance === 0 || loss <= chance || epoch === 1 || steps <= STEPS_OF_GRACE) return [];
  return [
    `epoch ${epoch}: the loss (${loss.toFixed(4)}) is above that of knowing nothing but the mean label (${chance.toFixed(4)}), ` +
      "so nothing useful has been learnt yet. A smaller learning rate or more epochs may help.",
  ];
}
