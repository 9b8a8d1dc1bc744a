import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { type Exclusion, evaluateScorer, exclusionOf, type RankingMetrics } from "@towerkit/tasks";
import { withKeptKeys } from "../data/catalogue.js";
import { createScorer } from "./scorer.js";
import type { Trained } from "./trained.js";

/** How {@link TwoTower.evaluate} ranks. */
export interface EvaluateOptions {
  /**
   * Interactions whose items are left out of their own query's ranking, as a product leaves out
   * what was seen. Rows belong together that agree in `key`, by default the model's query key.
   */
  readonly exclude?: TableLike | Exclusion;
  /** What an equal score counts: `"index"` (default) by catalogue order, `"optimistic"` never against the true item. */
  readonly ties?: "index" | "optimistic";
  readonly runtime?: Runtime;
}

/** What `evaluate` found: metrics over all rows, and what it met on the way. */
export interface Evaluation extends RankingMetrics {
  readonly counts: EvaluationCounts;
}

/** What `evaluate` met in the table. */
export interface EvaluationCounts {
  /** Values that the query tower's vocabulary lacks: up to one for each of its inputs in a row. */
  readonly outOfVocabulary: number;
  /** Catalogue rows that equalled an earlier one in every input of the candidate tower, in `fit`. */
  readonly mergedCandidates: number;
  /** Rows whose own item was among the excluded ones; it was ranked all the same. */
  readonly positivesSeen: number;
  /** Rows whose item the catalogue lacks: a miss at every k. */
  readonly unknownItems: number;
}

/** Ranks the item of every row among the whole catalogue. */
export async function evaluateTrained(
  trained: Trained,
  table: TableLike,
  options: EvaluateOptions & { readonly queryKey: string; readonly runtime: Runtime },
): Promise<Evaluation> {
  const { catalogue, query } = trained;
  const { queryKey, runtime, ties } = options;
  const exclude = options.exclude && exclusionOf(options.exclude, queryKey);
  const rows = withKeptKeys(table, catalogue, "the evaluated table");
  const { metrics, counts } = await evaluateScorer(createScorer(trained, runtime), rows, {
    candidateIds: catalogue.ids,
    itemKey: catalogue.itemKey,
    queryKey,
    queryColumns: query.inputs,
    ...(exclude && {
      exclude: { ...exclude, table: withKeptKeys(exclude.table, catalogue, "exclude") },
    }),
    ...(ties && { ties }),
    runtime,
  });
  return {
    ...metrics,
    counts: {
      outOfVocabulary: query.encodeColumns(table).outOfVocabulary,
      mergedCandidates: catalogue.merged,
      positivesSeen: counts.positivesSeen,
      unknownItems: counts.unknownItems,
    },
  };
}
