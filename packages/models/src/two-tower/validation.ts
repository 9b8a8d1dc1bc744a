import type { TableLike } from "@towerkit/core";
import { ConfigError, checkInteger } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { readTrainingRows, withKnownItems } from "../data/training-rows.js";
import type { EpochHistory, EpochMeasures } from "../training/history.js";
import type { EvaluateOptions, Evaluation } from "./evaluate.js";
import { evaluateTrained } from "./evaluate.js";
import type { Trained } from "./trained.js";
import { createRetrievalLoss, type RetrievalParts } from "./trainee.js";

/** How {@link TwoTower.fit} looks at rows that it does not train on. */
export interface ValidationOptions {
  /** Rows with every input of the query tower, the query key and the item key. */
  readonly table: TableLike;
  /** After every so many epochs, and after the last. Default 1. */
  readonly every?: number;
  /** How the rows are ranked, and what is measured: as in {@link TwoTower.evaluate}. */
  readonly evaluate?: Omit<EvaluateOptions, "runtime">;
  /** Whether the train rows are ranked too, after the same epochs. Default false. */
  readonly train?: boolean;
}

/** What a validation measures after an epoch: the metrics of `evaluate`, and the loss. */
export type ValidationMeasures = Omit<Evaluation, "counts"> & {
  /**
   * The mean loss of a row whose item the catalogue has, in batches of the training's size, each row's
   * negatives being its own batch's; nothing is dropped out.
   */
  readonly loss: number;
};

/** Makes what measures after an epoch; nothing where nothing is asked for. */
export function createValidation(
  options: ValidationOptions | undefined,
  parts: RetrievalParts & {
    readonly trained: Trained;
    readonly train: TableLike;
    readonly queryKey: string;
    readonly batchSize: number;
    readonly epochs: number;
    readonly weights: string | undefined;
    readonly runtime: Runtime;
  },
): ((epoch: number) => Promise<Pick<EpochHistory, "validation" | "train">>) | undefined {
  if (options === undefined) return undefined;
  const every = checkInteger("validation.every", options.every ?? 1, 1);
  if (options.table.numRows() === 0) {
    throw new ConfigError("validation.table is empty; it must hold at least one row.");
  }
  const { trained, queryKey, runtime, epochs } = parts;
  const loss = createLoss(options.table, parts);
  const rank = async (table: TableLike) => {
    const { counts: _, ...metrics } = await evaluateTrained(trained, table, {
      ...options.evaluate,
      queryKey,
      runtime,
    });
    return metrics;
  };
  return async (epoch) => {
    if (epoch % every !== 0 && epoch !== epochs) return {};
    const validation: ValidationMeasures = { loss: loss(), ...(await rank(options.table)) };
    return {
      validation: validation as EpochMeasures,
      ...(options.train && { train: (await rank(parts.train)) as EpochMeasures }),
    };
  };
}

/** The mean loss of the rows, in their own order. */
function createLoss(table: TableLike, parts: Parameters<typeof createValidation>[1]): () => number {
  const { query, trained, batchSize, weights, rows: trainRows } = parts;
  const known = withKnownItems(table, trained.catalogue);
  if (known.numRows() === 0) return () => 0;
  const own = readTrainingRows(known, {
    query,
    catalogue: trained.catalogue,
    weights: weights !== undefined && table.columnNames().includes(weights) ? weights : undefined,
  });
  // How likely an item is to be drawn is a property of training: validation is corrected by the same.
  const rows = { ...own, trainCounts: trainRows.trainCounts, countedRows: trainRows.count };
  const lossOf = createRetrievalLoss({ ...parts, rows });
  return () => {
    let lossSum = 0;
    let weightSum = 0;
    for (let first = 0; first < rows.count; first += batchSize) {
      const size = Math.min(batchSize, rows.count - first);
      const sums = lossOf(Int32Array.from({ length: size }, (_, row) => first + row));
      lossSum += sums.lossSum;
      weightSum += sums.weightSum;
    }
    return weightSum > 0 ? lossSum / weightSum : 0;
  };
}
