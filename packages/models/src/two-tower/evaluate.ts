import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import {
  type DefaultMetric,
  type Exclusion,
  evaluateScorer,
  exclusionOf,
  type Measured,
  type Metric,
  type MetricOptions,
  type MetricSections,
} from "@towerkit/tasks";
import { withKeptKeys } from "../data/catalogue.js";
import { createScorer } from "./scorer.js";
import type { Ranking } from "./trained.js";

/**
 * How {@link TwoTower.evaluate} ranks, and what is measured; items are compared for `diversity` by their
 * embeddings where no `itemVectors` are given.
 */
export interface EvaluateOptions<Name extends Metric = DefaultMetric, K extends number = never>
  extends MetricOptions<Name, K> {
  /**
   * Interactions whose items are left out of their own query's ranking, as a product leaves out
   * what was seen. Rows belong together that agree in `key`, by default the model's query key.
   */
  readonly exclude?: TableLike | Exclusion;
  /** What an equal score counts: `"index"` (default) by catalogue order, `"optimistic"` never against the true item. */
  readonly ties?: "index" | "optimistic";
  readonly runtime?: Runtime;
}

/** What `evaluate` found: metrics over all rows, whatever else was asked for, and what it met on the way. */
export type Evaluation<Name extends Metric = DefaultMetric, K extends number = never> = Measured<
  number,
  Name,
  K
> &
  MetricSections<Name, K> & { readonly counts: EvaluationCounts };

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
export async function evaluateTrained<Name extends Metric, K extends number>(
  trained: Ranking,
  table: TableLike,
  options: EvaluateOptions<Name, K> & { readonly queryKey: string; readonly runtime: Runtime },
): Promise<Evaluation<Name, K>> {
  const { catalogue, query } = trained;
  const { exclude, train, ...rest } = options;
  const exclusion = exclude && exclusionOf(exclude, options.queryKey);
  const rows = withKeptKeys(table, catalogue, "the evaluated table");
  const { metrics, counts, ...sections } = await evaluateScorer<Name, K>(
    createScorer(trained, options.runtime),
    rows,
    {
      ...rest,
      candidateIds: catalogue.ids,
      itemKey: catalogue.itemKey,
      queryColumns: query.inputs,
      ...(exclusion && {
        exclude: { ...exclusion, table: withKeptKeys(exclusion.table, catalogue, "exclude") },
      }),
      ...(train && { train: withKeptKeys(train, catalogue, "train") }),
    },
  );
  return {
    ...metrics,
    ...sections,
    counts: {
      outOfVocabulary: query.encodeColumns(table).outOfVocabulary,
      mergedCandidates: catalogue.merged,
      positivesSeen: counts.positivesSeen,
      unknownItems: counts.unknownItems,
    },
  };
}
