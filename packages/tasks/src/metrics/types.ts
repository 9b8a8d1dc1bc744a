import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Id } from "@towerkit/retrieval";

/** Cut-offs of the accuracy that counts rows. */
export type AccuracyCutoff = "1" | "5" | "10" | "50" | "100";
/** Cut-offs of the metrics that average over users. */
export type ListCutoff = "10" | "50" | "100";

/** Ranking quality at several cut-offs, every number from 0 to 1. */
export interface RankingMetrics {
  /** Share of rows whose item is among the k best. */
  readonly top_k: Readonly<Record<AccuracyCutoff, number>>;
  /** Mean over users of hits among the k best ÷ the user's test rows. */
  readonly recall: Readonly<Record<ListCutoff, number>>;
  /** Mean over users of discounted gain ÷ that of an ideal list with min(k, test rows) hits. */
  readonly ndcg: Readonly<Record<ListCutoff, number>>;
  /** Mean over users of 1 ÷ the place of the user's best item, 0 beyond k. */
  readonly mrr: Readonly<Record<ListCutoff, number>>;
}

/** What stood behind a set of metrics. */
export interface RankingCounts {
  /** Rows ranked, the misses of unknown items included. */
  readonly rows: number;
  /** Rows whose item was in the excluded set of its key; it was ranked all the same. */
  readonly positivesSeen: number;
  /** Rows whose item the catalogue lacks: a miss at every k. */
  readonly unknownItems: number;
}

/** How a candidate with the positive's very score counts. */
export type Ties = "index" | "optimistic";

/** Interactions whose items are left out of a ranking. */
export interface Exclusion {
  readonly table: TableLike;
  /** The column that says whose interaction it is. Default `"user_id"`. */
  readonly key?: string;
}

/** How a scorer is evaluated. */
export interface EvaluateScorerOptions {
  /** The catalogue in the order of the scorer's columns; no id may occur twice. */
  readonly candidateIds: readonly Id[];
  /** The column that names a row's item, in the evaluated and in the excluded table. */
  readonly itemKey: string;
  /** The column that names a row's user, over which recall, NDCG and MRR are averaged. Default `"user_id"`. */
  readonly queryKey?: string;
  /**
   * The columns that a query is made of: rows that agree in all of them are scored once, and the
   * scorer is shown these columns only. Default: `queryKey` alone.
   */
  readonly queryColumns?: readonly string[];
  /** Items to leave out, by key; a table alone means `{ table, key: "user_id" }`. */
  readonly exclude?: Exclusion | TableLike;
  /** `"index"` (default): equal scores rank in catalogue order; `"optimistic"`: the positive first. */
  readonly ties?: Ties;
  /** Default: the shared runtime of `@towerkit/kernels`. */
  readonly runtime?: Runtime;
}

/** What `evaluateScorer` gives. */
export interface ScorerEvaluation {
  readonly metrics: RankingMetrics;
  readonly counts: RankingCounts;
}
