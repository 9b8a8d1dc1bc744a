import { ConfigError, checkInteger, createGenerator, type TableLike } from "@towerkit/core";
import { exclusionOf } from "@towerkit/tasks";
import { readTrainingRows, withKnownItems } from "../data/training-rows.js";
import { Batches, groupRowsBy } from "../training/batches.js";
import { columnDigests, dataDigests } from "../training/data-digest.js";
import type { EpochHistory } from "../training/history.js";
import type { EvaluateOptions } from "./evaluate.js";
import type { Learning } from "./learning.js";
import type { Trained } from "./trained.js";
import type { RetrievalParts } from "./trainee.js";

/** Which rows `fit` looks at between epochs. Nothing is decided by what they show. */
export interface ValidationOptions {
  /** Rows like those that the model is evaluated on. */
  readonly table: TableLike;
  /** After every so many epochs, and after the last. Default 1. */
  readonly every?: number;
  /** How the rows are ranked, and what is measured: as in {@link TwoTower.evaluate}. */
  readonly evaluate?: Omit<EvaluateOptions, "runtime">;
  /** Whether the train rows are ranked too, after the same epochs. Default false. */
  readonly train?: boolean;
}

/** What a validation needs beside what training has. */
export interface ValidationParts extends RetrievalParts {
  readonly learning: Learning;
  readonly trained: Trained;
  readonly queryKey: string;
}

/** @throws ConfigError for an empty table, or an `every` that is no whole number from 1. */
export function checkValidation({ table, every = 1 }: ValidationOptions): void {
  checkInteger("validation.every", every, 1);
  if (table.numRows() === 0) {
    throw new ConfigError("validation.table is empty; it must hold at least one row.");
  }
}

/** What a checkpoint knows a validation again by: callbacks may go by what it shows. */
export const validationIdentity = async (
  { table, every = 1, evaluate }: ValidationOptions,
  queryKey: string,
) => ({
  every,
  data: await columnDigests(table),
  ...(evaluate && { evaluate: await rankingIdentity(evaluate, queryKey) }),
});

async function rankingIdentity(
  { exclude, train, itemVectors, ...settings }: Omit<EvaluateOptions, "runtime">,
  queryKey: string,
) {
  const exclusion = exclude && exclusionOf(exclude, queryKey);
  return {
    ...settings,
    ...(exclusion && {
      exclude: { key: exclusion.key, data: await columnDigests(exclusion.table) },
    }),
    ...(train && { train: await columnDigests(train) }),
    ...(itemVectors && { itemVectors: await dataDigests({ ...itemVectors }) }),
  };
}

/**
 * Makes the function that ranks validation rows, and train rows where asked, as the weights are now, and
 * takes the loss of the former.
 */
export function createValidation(
  { table, evaluate, train = false }: ValidationOptions,
  parts: ValidationParts,
): () => Promise<Pick<EpochHistory, "validation" | "train">> {
  const { learning, trained, queryKey, runtime } = parts;
  const lossOf = createValidationLoss(table, parts);
  const ranked = async (rows: TableLike) => {
    const { counts: _, ...metrics } = await learning.evaluate(trained, rows, {
      ...evaluate,
      queryKey,
      runtime,
    });
    return metrics;
  };
  return async () => ({
    validation: { loss: lossOf(), ...(await ranked(table)) },
    ...(train && trained.train && { train: await ranked(trained.train) }),
  });
}

/** The mean loss of the rows, batched as in training, in an order drawn from the seed, as files are often sorted. */
function createValidationLoss(table: TableLike, parts: ValidationParts): () => number {
  const { query, learning, trained, rows: trainRows, seed, runtime } = parts;
  const known = withKnownItems(table, trained.catalogue);
  if (known.numRows() === 0) return () => 0;
  const { weights, batchSize, batchBy } = trained.training;
  const own = readTrainingRows(known, {
    query,
    catalogue: trained.catalogue,
    weights: weights !== null && table.columnNames().includes(weights) ? weights : undefined,
  });
  // How often an item is met is a property of training.
  const rows = { ...own, trainCounts: trainRows.trainCounts, countedRows: trainRows.countedRows };
  const pass = learning.passesOver({ ...parts, rows }, known);
  const groups =
    batchBy === undefined ? undefined : groupRowsBy(known, batchBy, "validation.table");
  const batches = new Batches({ rows: rows.count, batchSize, groups });
  batches.shuffle(createGenerator(seed, "validation order"));
  return () => {
    let [lossSum, weightSum] = [0, 0];
    for (let index = 0; index < batches.count; index++) {
      const { sums } = pass(batches.at(index), index + 1, { runtime });
      lossSum += sums.lossSum;
      weightSum += sums.weightSum;
    }
    return weightSum > 0 ? lossSum / weightSum : 0;
  };
}
