import { ConfigError, checkInteger, createGenerator, type TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { placesOf, type RankingMetrics, type RetrievalTask } from "@towerkit/tasks";
import { distinctInputs, type EncodedInputs, RowNumbering, type Tower } from "@towerkit/towers";
import type { Catalogue } from "../data/catalogue.js";
import type { TrainingRows } from "../data/training-rows.js";
import { createBatchColumns } from "./batch-columns.js";
import { pick } from "./pick.js";

/** Which rows `fit` looks at between epochs. Nothing is decided by what they show. */
export interface ValidationOptions<EvaluateOptions> {
  /** Rows like those that the model is evaluated on. */
  readonly table: TableLike;
  /** After every so many epochs, and after the last. Default 1. */
  readonly every?: number;
  /** How rows are ranked: ties, exclusion. */
  readonly evaluate?: EvaluateOptions;
  /** Whether the train rows are ranked too, at the same epochs. Default false. */
  readonly train?: boolean;
}

/** What validation rows showed after an epoch. */
export interface ValidationMetrics extends RankingMetrics {
  /**
   * The mean loss of a row whose item is in the catalogue, in batches as large as in training. It depends on
   * the size of a batch, and a short last one makes it smaller.
   */
  readonly loss: number;
}

/** What the loss of rows is computed with. */
export interface ValidationLossParts {
  readonly query: Tower;
  readonly candidate: Tower;
  readonly catalogue: Catalogue;
  /** The encoded catalogue. */
  readonly items: EncodedInputs;
  /** What was trained on: it says how often each item is met. */
  readonly rows: TrainingRows;
  readonly task: RetrievalTask;
  readonly batchSize: number;
  readonly seed: number;
  readonly runtime: Runtime;
}

/** Whether rows are to be looked at after an epoch. */
export function isDue(epoch: number, epochs: number, every: number): boolean {
  return epoch % every === 0 || epoch === epochs;
}

/** @throws ConfigError for an empty table, or an `every` that is no whole number from 1. */
export function checkValidation({ table, every = 1 }: ValidationOptions<unknown>): void {
  checkInteger("validation.every", every, 1);
  if (table.numRows() === 0) {
    throw new ConfigError("validation.table is empty; it must hold at least one row.");
  }
}

/**
 * Makes the function that gives the mean loss of a table's rows as the weights are now. Rows are encoded
 * here, once, and stand in batches in an order drawn from the seed, as files are often sorted.
 */
export function createValidationLoss(table: TableLike, parts: ValidationLossParts): () => number {
  const { query, candidate, catalogue, items, rows, task, batchSize, seed, runtime } = parts;
  const { distinct: inputs, slotOfRow } = distinctInputs(query.encodeColumns(table).inputs);
  const keys = table.array(catalogue.itemKey);
  const candidates = placesOf(keys, catalogue.rowOf, `validation: ${catalogue.itemKey}`);
  const known = Int32Array.from(candidates.keys()).filter((row) => candidates[row] >= 0);
  createGenerator(seed, "validation order").shuffle(known);

  const numbering = new RowNumbering(inputs.rows);
  const { negatives: _, ...withoutNegatives } = rows;
  const columnsOf = createBatchColumns({
    task,
    // An item that no train row has is counted as if one had it.
    rows: { ...withoutNegatives, trainCounts: rows.trainCounts.map((n) => Math.max(n, 1)) },
    catalogueSize: items.rows,
    seed,
  });

  function lossOf(batch: Int32Array, step: number) {
    const candidateOfRow = pick(candidates, batch, new Int32Array(batch.length));
    const queryOfRow = pick(slotOfRow, batch, new Int32Array(batch.length));
    const queries = numbering.number([queryOfRow]);
    const { distinct, columns } = columnsOf(batch, candidateOfRow, step);
    return task.lossAndGradients(
      {
        queries: query.encode(inputs, queries.distinct, { runtime }),
        candidates: candidate.encode(items, distinct, { runtime }),
        dim: query.width,
        querySlots: queries.slots[0],
        ...columns,
      },
      { runtime },
    );
  }

  return () => {
    let [lossSum, weightSum] = [0, 0];
    for (let from = 0, step = 1; from < known.length; from += batchSize, step++) {
      const sums = lossOf(known.subarray(from, from + batchSize), step);
      lossSum += sums.lossSum;
      weightSum += sums.weightSum;
    }
    return weightSum > 0 ? lossSum / weightSum : 0;
  };
}
