import type { TableLike } from "@towerkit/core";
import { readCatalogue } from "../data/catalogue.js";
import { grownTowers } from "../training/grown-towers.js";
import type { History } from "../training/history.js";
import type { FitOptions, FitParts } from "./fit.js";
import type { LearningOf } from "./learning.js";
import { trainRanking } from "./train-ranking.js";
import type { Trained } from "./trained.js";

/** How {@link TwoTower.fitMore} trains. */
export interface FitMoreOptions<C extends object = object>
  extends Omit<FitOptions<C>, "candidates"> {
  /** The catalogue from now on; items that it lacks are recommended no more. Default: the one that the model has. */
  readonly candidates?: TableLike<C>;
}

/**
 * Trains grown copies of a model's towers on a table.
 * @param learningOf - makes what they learn. Default: to retrieve.
 */
export async function trainMore(
  trained: Trained,
  parts: Pick<FitParts, "task" | "itemKey" | "queryKey" | "seed">,
  table: TableLike,
  options: FitMoreOptions,
  learningOf?: LearningOf,
): Promise<{ trained: Trained; history: History }> {
  const { candidates, ...training } = options;
  const rankingOf = () => {
    const catalogue =
      candidates === undefined
        ? trained.catalogue
        : readCatalogue(candidates, {
            itemKey: parts.itemKey,
            inputs: trained.candidate.inputs,
          });
    const [query, candidate] = grownTowers(
      [
        { tower: trained.query, table },
        { tower: trained.candidate, table: catalogue.table },
      ],
      { seed: parts.seed, optimizer: options.optimizer },
    );
    return { query, candidate, catalogue, items: candidate.encodeColumns(catalogue.table).inputs };
  };
  return trainRanking(table, training, parts, rankingOf, learningOf);
}
