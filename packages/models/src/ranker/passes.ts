import { ConfigError, type TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { RankingBatch, RankingTask } from "@towerkit/tasks";
import type { Tower, TrainingTargets } from "@towerkit/towers";
import { type ClassWeights, rowWeightsOf } from "../data/training-rows.js";
import { pick } from "../training/pick.js";
import { uninformedLoss, uninformedPrediction } from "../training/uninformed.js";
import type { BatchPasses } from "../two-tower/trainee.js";
import { type RankerRows, readRankerRows, weightsOfLists } from "./rows.js";
import type { RankerIdentity } from "./settings.js";

/** What a ranker is trained on: rows, or lists of rows where its loss compares those of a list. */
export interface RankerLessons {
  /** How many rows, or lists. */
  readonly count: number;
  readonly rows: RankerRows;
  /** `[count]`, where they do not all weigh 1. */
  readonly weights: Float32Array | undefined;
  /** Which rows a step may learn from, where it hides some of what the features read. */
  readonly targets: TrainingTargets | undefined;
}

/**
 * Reads a train table.
 * @throws ConfigError for weights that are negative, all 0, or differ within a list, and for features
 * that hide a row's own item where the loss compares rows.
 */
export function readLessons(
  train: TableLike,
  { tower, ...identity }: RankerIdentity & { readonly tower: Tower },
  given: {
    readonly weights?: string | undefined;
    readonly classWeights?: ClassWeights | undefined;
  },
): RankerLessons {
  const { isListwise, kind } = identity.task.loss;
  const group = isListwise ? identity.group : undefined;
  const rows = readRankerRows(train, { ...identity, tower, group }, "train");
  const { labelled, listOffsets } = rows;
  const ofTable = rowWeightsOf(train, given.weights, given.classWeights);
  const targets = tower.trainingTargets(train);
  if (listOffsets === undefined) {
    const weights = ofTable && pick(ofTable, labelled, new Float32Array(labelled.length));
    return { count: labelled.length, rows, weights, targets };
  }
  if (targets !== undefined) {
    throw new ConfigError(
      `${kind} compares the rows of a list, and a feature hides the items of some of them in training; take a loss that looks at each row alone.`,
    );
  }
  const weights = ofTable && weightsOfLists(ofTable, labelled, listOffsets);
  return { count: listOffsets.length - 1, rows, weights, targets };
}

/** Takes batches of rows, or of whole lists, through a ranker and its task. */
export function createRankerPasses({
  tower,
  task,
  lessons,
  runtime,
}: {
  readonly tower: Tower;
  readonly task: RankingTask;
  readonly lessons: RankerLessons;
  readonly runtime: Runtime;
}): BatchPasses {
  const { rows, weights, targets } = lessons;
  const uninformed = uninformedPrediction(task.loss, meanOf(rows));
  return (batch, _step, context) => {
    const { taken, listOffsets } = rowsOfBatch(rows, batch);
    const ownWeights = weights && pick(weights, batch, new Float32Array(batch.length));
    const shown =
      targets && context.training && weighTargets(targets, taken, ownWeights, context.training);
    const pass = tower.forward(rows.inputs, taken, context);
    const ofBatch = ownWeights ?? shown;
    const ranked: RankingBatch = {
      predictions: pass.output,
      labels: pick(rows.labels, taken, new Float32Array(taken.length)),
      ...(ofBatch && { weights: ofBatch }),
      ...(listOffsets && { listOffsets }),
    };
    const { lossSum, weightSum, gradients } = task.lossAndGradients(ranked, { runtime });
    const chanceSum = uninformedLoss(task.loss, ranked, uninformed, runtime);
    return {
      sums: { lossSum, chanceSum, weightSum },
      backward: () => pass.backward(gradients),
    };
  };
}

/** The rows that a batch takes, and where its lists begin among them. */
function rowsOfBatch(
  { labelled, listOffsets }: RankerRows,
  batch: Int32Array,
): { readonly taken: Int32Array; readonly listOffsets?: Int32Array } {
  if (listOffsets === undefined) {
    return { taken: pick(labelled, batch, new Int32Array(batch.length)) };
  }
  const offsets = new Int32Array(batch.length + 1);
  for (let i = 0; i < batch.length; i++) {
    offsets[i + 1] = offsets[i] + listOffsets[batch[i] + 1] - listOffsets[batch[i]];
  }
  const taken = new Int32Array(offsets[batch.length]);
  for (let i = 0; i < batch.length; i++) {
    const [from, to] = [listOffsets[batch[i]], listOffsets[batch[i] + 1]];
    taken.set(labelled.subarray(from, to), offsets[i]);
  }
  return { taken, listOffsets: offsets };
}

/** The weights of a batch's rows, 0 where the step shows what is to be guessed. */
function weighTargets(
  targets: TrainingTargets,
  taken: Int32Array,
  weights: Float32Array | undefined,
  step: { readonly seed: number; readonly step: number },
): Float32Array {
  const weighed = weights ?? new Float32Array(taken.length).fill(1);
  targets.weigh(taken, weighed, step);
  return weighed;
}

function meanOf({ labels, labelled }: RankerRows): number {
  let sum = 0;
  for (const row of labelled) sum += labels[row];
  return sum / labelled.length;
}
