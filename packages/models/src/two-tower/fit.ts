import type { TableLike } from "@towerkit/core";
import type { RetrievalTask } from "@towerkit/tasks";
import { fitTowers, type TowerSpec } from "@towerkit/towers";
import { readCatalogue } from "../data/catalogue.js";
import type { ClassWeights } from "../data/training-rows.js";
import type { History } from "../training/history.js";
import type { LoopOptions } from "../training/loop-options.js";
import type { LearningOf } from "./learning.js";
import { checkWidths } from "./settings.js";
import { trainRanking } from "./train-ranking.js";
import type { Trained } from "./trained.js";
import type { ValidationOptions } from "./validation.js";

/** How {@link TwoTower.fit} trains. */
export interface FitOptions<C extends object = object> extends LoopOptions {
  /** The catalogue: one row for each item, with every input of the candidate tower. */
  readonly candidates: TableLike<C>;
  /** A column of the train table with the weight of each row. Default: every row weighs 1. */
  readonly weights?: string;
  /**
   * How much rows count by what stands in a column of theirs, such as their rating; times `weights`, where
   * both are given. Default: alike.
   */
  readonly classWeights?: ClassWeights;
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

/** Trains fresh towers on a table. */
export async function trainTowers(
  parts: FitParts,
  train: TableLike,
  options: FitOptions,
  learningOf?: LearningOf,
): Promise<{ trained: Trained; history: History }> {
  const rankingOf = () => {
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
    return { query, candidate, catalogue, items: candidate.encodeColumns(catalogue.table).inputs };
  };
  return trainRanking(train, options, parts, rankingOf, learningOf);
}
