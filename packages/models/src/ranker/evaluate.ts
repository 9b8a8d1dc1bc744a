import type { TableLike } from "@towerkit/core";
import { exp, type Runtime } from "@towerkit/kernels";
import {
  areaUnderCurve,
  gradedNdcg,
  type LabelledPredictions,
  type RankingTask,
  ratingMetrics,
} from "@towerkit/tasks";
import type { EncodedInputs, Tower } from "@towerkit/towers";
import { pick } from "../training/pick.js";
import { readRankerRows } from "./rows.js";
import type { RankerIdentity } from "./settings.js";

/** How good a ranker's predictions are: what its loss is about, and NDCG where rows are grouped. */
export interface RankerMeasures {
  /** The mean loss of a row, or of a list where the loss compares the rows of one. */
  readonly loss: number;
  /** √ of the mean squared error; of predictions that are to equal labels. */
  readonly rmse?: number;
  /** The mean absolute error, likewise. */
  readonly mae?: number;
  /** The mean cross-entropy of a row, in nats; of probabilities. */
  readonly logLoss?: number;
  /** The area under the ROC curve; of probabilities of yes or no, if there are both. */
  readonly auc?: number;
  /** The share of rows whose label the probability, rounded, is; likewise. */
  readonly accuracy?: number;
  /**
   * The mean over groups of NDCG with gains `2^label − 1`, over whole groups; of groups that have a label
   * above 0, if there are any.
   */
  readonly ndcg?: number;
}

/** What `evaluate` found, and what it met in the table. */
export interface RankerEvaluation extends RankerMeasures {
  readonly counts: RankerCounts;
}

export interface RankerCounts {
  /** Rows that have a label. */
  readonly rows: number;
  /** Lists, where rows are grouped. */
  readonly lists?: number;
  /** Values that the vocabularies lack: up to one for each feature in a row. */
  readonly outOfVocabulary: number;
}

/** Measures predictions for the rows of a table that have a label. */
export function evaluateRanker(
  tower: Tower,
  identity: RankerIdentity,
  { table, runtime }: { readonly table: TableLike; readonly runtime: Runtime },
): RankerEvaluation {
  const rows = readRankerRows(table, { ...identity, tower }, "the evaluated table");
  const { inputs, labelled, listOffsets, outOfVocabulary } = rows;
  const found = {
    predictions: outputsOf(tower, inputs, labelled, runtime),
    labels: pick(rows.labels, labelled, new Float32Array(labelled.length)),
  };
  const { task } = identity;
  const lists = listOffsets && { listOffsets };
  const { lossSum, weightSum } = task.lossAndGradients(
    { ...found, ...(task.loss.isListwise && lists) },
    { runtime },
  );
  const loss = lossSum / weightSum;
  const ndcg = lists && gradedNdcg({ ...found, ...lists });
  return {
    loss,
    ...measuresOf(task, found, loss),
    ...(ndcg !== undefined && !Number.isNaN(ndcg) && { ndcg }),
    counts: {
      rows: labelled.length,
      ...(listOffsets && { lists: listOffsets.length - 1 }),
      outOfVocabulary,
    },
  };
}

function measuresOf(
  { loss: { isListwise, kind } }: RankingTask,
  found: LabelledPredictions,
  loss: number,
): Omit<RankerMeasures, "loss" | "ndcg"> {
  if (isListwise) return {};
  if (kind === "logistic") return { logLoss: loss, ...answerMeasures(found) };
  const { rmse, mae } = ratingMetrics({ ...found, ratings: found.labels });
  return { rmse, mae };
}

/** Where every label is yes or no. */
function answerMeasures(found: LabelledPredictions): Pick<RankerMeasures, "auc" | "accuracy"> {
  const { predictions, labels } = found;
  if (!labels.every((label) => label === 0 || label === 1)) return {};
  const right = labels.reduce(
    (count, label, row) => count + (predictions[row] > 0 === (label === 1) ? 1 : 0),
    0,
  );
  const auc = areaUnderCurve(found);
  return { ...(!Number.isNaN(auc) && { auc }), accuracy: right / labels.length };
}

/** What a ranker predicts for every row of a table: probabilities, if it learnt by the logistic loss. */
export function predictRows(
  tower: Tower,
  { loss }: RankingTask,
  { table, runtime }: { readonly table: TableLike; readonly runtime: Runtime },
): Float32Array {
  const { inputs } = tower.encodeColumns(table);
  const rows = Int32Array.from({ length: inputs.rows }, (_, row) => row);
  const outputs = outputsOf(tower, inputs, rows, runtime);
  return loss.kind === "logistic" ? outputs.map((logit) => 1 / (1 + exp(-logit))) : outputs;
}

/** Rows that are taken forward at a time. */
const ROWS_AT_A_TIME = 4096;

function outputsOf(
  tower: Tower,
  inputs: EncodedInputs,
  rows: Int32Array,
  runtime: Runtime,
): Float32Array {
  const outputs = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) {
    const taken = rows.subarray(from, from + ROWS_AT_A_TIME);
    tower.encode(inputs, taken, { runtime, out: outputs.subarray(from, from + taken.length) });
  }
  return outputs;
}
