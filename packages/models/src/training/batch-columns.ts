import { createGenerator } from "@towerkit/core";
import { mixtureProbability, type RetrievalBatch, type RetrievalTask } from "@towerkit/tasks";
import { RowNumbering } from "@towerkit/towers";
import type { TrainingRows } from "../data/training-rows.js";
import { pick } from "./pick.js";
import { negativesOfRows } from "./row-negatives.js";

/** The candidates of a step, and where the batch's columns are among them. */
export interface BatchColumns {
  /** The rows of the catalogue to encode, each once. */
  readonly distinct: Int32Array;
  /** What the task needs to know of its columns. */
  readonly columns: Pick<
    RetrievalBatch,
    | "candidateSlots"
    | "samplingProbability"
    | "extraSlots"
    | "extraProbability"
    | "catalogueSize"
    | "rowNegatives"
    | "probabilitiesFrom"
  >;
}

const NOTHING = new Int32Array(0);

/**
 * Makes the function that finds the columns of a step: the batch's own candidates, and whatever negatives
 * the task's loss needs beside them. Uniform negatives are drawn from the seed and the step's number.
 */
export function createBatchColumns(parts: {
  readonly task: RetrievalTask;
  readonly rows: TrainingRows;
  readonly catalogueSize: number;
  readonly seed: number;
}): (batch: Int32Array, candidateOfRow: Int32Array, step: number) => BatchColumns {
  const { task, rows, catalogueSize, seed } = parts;
  const { needs } = task.loss;
  const { samplingCorrection } = task.settings;
  const numbering = new RowNumbering(catalogueSize);
  const everything = Int32Array.from({ length: catalogueSize }, (_, row) => row);
  const ofItem = createProbabilities(parts);
  const hasProbabilities = samplingCorrection && task.loss.columns === "batch";

  return (batch, candidateOfRow, step) => {
    const drawn =
      needs.kind === "uniform" ? drawRows(needs.count, { catalogueSize, seed, step }) : undefined;
    const own = negativesOfRows(rows.negatives, batch);
    const lists = [candidateOfRow, drawn ?? NOTHING, own?.candidates ?? NOTHING];
    const { distinct, slots } =
      needs.kind === "catalogue" ? { distinct: everything, slots: lists } : numbering.number(lists);
    const probabilityOf = (candidates: Int32Array) =>
      pick(ofItem(batch.length), candidates, new Float64Array(candidates.length));
    return {
      distinct,
      columns: {
        candidateSlots: slots[0],
        probabilitiesFrom: "counts",
        ...(hasProbabilities && { samplingProbability: probabilityOf(candidateOfRow) }),
        ...(drawn && {
          catalogueSize,
          extraSlots: slots[1],
          ...(hasProbabilities && { extraProbability: probabilityOf(drawn) }),
        }),
        ...(own && {
          rowNegatives: {
            offsets: own.offsets,
            slots: slots[2],
            ...(samplingCorrection && { probability: probabilityOf(own.candidates) }),
          },
        }),
      },
    };
  };
}

/** Rows of the catalogue, each as likely as any and with replacement. */
function drawRows(
  count: number,
  of: { readonly catalogueSize: number; readonly seed: number; readonly step: number },
): Int32Array {
  const random = createGenerator(of.seed, "negatives", of.step);
  const drawn = new Int32Array(count);
  for (let i = 0; i < count; i++) drawn[i] = random.below(of.catalogueSize);
  return drawn;
}

/** `[catalogue]`: how likely a column of a batch of so many rows is to hold each item. */
function createProbabilities({
  task,
  rows,
  catalogueSize,
}: {
  readonly task: RetrievalTask;
  readonly rows: TrainingRows;
  readonly catalogueSize: number;
}): (batchSize: number) => Float64Array {
  const { needs, columns } = task.loss;
  // An item that only rows' own negatives, or rows to validate on, hold is counted as if it stood once
  // among the train rows.
  const shares = Float64Array.from(
    rows.trainCounts,
    (count) => Math.max(count, 1) / rows.countedRows,
  );
  if (needs.kind !== "uniform") return () => shares;
  if (columns === "drawn") {
    // A row's own negative then weighs as much as a drawn column.
    const drawn = shares.fill(Math.min(1, needs.count / catalogueSize));
    return () => drawn;
  }
  const uniform = needs.count;
  let ofSize = 0;
  let probabilities = shares;
  return (batchSize) => {
    if (batchSize === ofSize) return probabilities;
    ofSize = batchSize;
    probabilities = shares.map((share) =>
      mixtureProbability({ share, rows: batchSize, uniform, catalogueSize }),
    );
    return probabilities;
  };
}
