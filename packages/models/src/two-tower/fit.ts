import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { RetrievalTask } from "@towerkit/tasks";
import { fitTowers, type TowerSpec } from "@towerkit/towers";
import { readCatalogue } from "../data/catalogue.js";
import type { Optimizer } from "../optimizers/optimizer.js";
import type { FitProgress, History } from "../training/history.js";
import type { ValidationOptions } from "../training/validation.js";
import type { EvaluateOptions } from "./evaluate.js";
import { checkWidths } from "./settings.js";
import { trainRanking } from "./train-ranking.js";
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
  return trainRanking(train, options, parts, () => {
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
    return { query, candidate, catalogue, items };
  });
}
