import type { Matrix, TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Id } from "@towerkit/retrieval";
import type { BootstrapOptions, Interval } from "./bootstrap.js";
import type {
  AccuracyCutoff,
  DefaultMetric,
  ListCutoff,
  Measured,
  Metric,
  RankMetric,
} from "./names.js";

/** What is measured where nothing else is asked for: every number from 0 to 1. */
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

/** What is measured. Everything but the four metrics of the start costs time only when asked for. */
export interface MetricOptions<Name extends Metric = DefaultMetric, K extends number = never> {
  /**
   * Metrics of ranks: `"top_k"`, `"recall"`, `"precision"`, `"hit_rate"`, `"ndcg"`, `"mrr"`, `"map"`, `"auc"`
   * (`rankingMetrics` defines them); of the lists that each query would get: `"coverage"`,
   * `"popularity_bias"`, `"novelty"`, `"diversity"`. Default: top_k, recall, ndcg and mrr.
   */
  readonly metrics?: readonly Name[];
  /** Default 1, 5, 10, 50, 100 for `top_k`, and 10, 50, 100 for all others. May exceed the catalogue. */
  readonly cutoffs?: readonly K[];
  /**
   * The interactions that the scorer learnt from, by `queryKey` and `itemKey`. `popularity_bias` and
   * `novelty` count the items in it, and `bySeen` looks users and items up in it.
   */
  readonly train?: TableLike;
  /** What `diversity` compares items by, `[numCandidates, dim]`. Default: the scorer's own vectors. */
  readonly itemVectors?: Matrix;
  /** Each user's value of each metric of ranks. */
  readonly perUser?: boolean;
  /** The metrics of ranks with every row a user of its own, and each row's rank and values. */
  readonly perInteraction?: boolean;
  /** The metrics of ranks over the rows of seen and unseen users and items: those that `train` has. */
  readonly bySeen?: boolean;
  /** The metrics of ranks among all items, beside those without the excluded ones. */
  readonly withSeen?: boolean;
  /** Confidence intervals. */
  readonly intervals?: IntervalOptions;
  /** The metrics of ranks among a few drawn candidates, as some papers have them. */
  readonly sampledNegatives?: SampledNegativesOptions;
}

/** How confidence intervals are found. */
export interface IntervalOptions extends BootstrapOptions {
  /**
   * What is drawn anew: `"users"` (default), for `metrics`; or `"interactions"`, for the means that
   * `perInteraction` has. The metrics of lists draw lists under either.
   */
  readonly over?: "users" | "interactions";
}

/** How negatives are sampled. */
export interface SampledNegativesOptions {
  /** How many for each row. */
  readonly count: number;
  /** Default 42. */
  readonly seed?: number;
}

/** How a scorer is evaluated. */
export interface EvaluateScorerOptions<
  Name extends Metric = DefaultMetric,
  K extends number = never,
> extends MetricOptions<Name, K> {
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
export interface ScorerEvaluation<Name extends Metric = DefaultMetric, K extends number = never>
  extends MetricSections<Name, K> {
  readonly metrics: Measured<number, Name, K>;
  readonly counts: RankingCounts;
}

/** What is there only when asked for, each under the name of its option. */
export interface MetricSections<Name extends Metric = DefaultMetric, K extends number = never> {
  readonly perUser?: UserValues<Name, K>;
  readonly perInteraction?: InteractionValues<Name, K>;
  readonly bySeen?: BySeen<Name, K>;
  readonly withSeen?: Measured<number, Extract<Name, RankMetric>, K>;
  /** Coverage is a property of all lists together and has no interval. */
  readonly intervals?: Measured<Interval, Exclude<Name, "coverage">, K>;
  readonly sampledNegatives?: SampledEvaluation<Name, K>;
}

/** Values user by user. */
export interface UserValues<Name extends Metric = DefaultMetric, K extends number = never> {
  /** `[users]`: the keys, as text. */
  readonly users: readonly string[];
  /** `[users]` each, not a number where a user has no value. `top_k` is the share of the user's rows. */
  readonly values: Measured<Float64Array, Extract<Name, RankMetric>, K>;
}

/** Values row by row, in the table's order. */
export interface InteractionValues<Name extends Metric = DefaultMetric, K extends number = never> {
  /** `[rows]`, counted from 0; -1 for an item that the catalogue lacks. */
  readonly ranks: Int32Array;
  /** Means over rows. */
  readonly metrics: Measured<number, Extract<Name, RankMetric>, K>;
  /** `[rows]` each. */
  readonly values: Measured<Float64Array, Extract<Name, RankMetric>, K>;
}

/** Metrics of parts of the rows, ranked among all items like the rest. */
export interface BySeen<Name extends Metric = DefaultMetric, K extends number = never> {
  readonly seenUsers: Slice<Name, K>;
  readonly unseenUsers: Slice<Name, K>;
  readonly seenItems: Slice<Name, K>;
  readonly unseenItems: Slice<Name, K>;
}

/** Some of the rows; a user's test items are those among them. */
export interface Slice<Name extends Metric = DefaultMetric, K extends number = never> {
  readonly rows: number;
  /** Missing where there is no row. */
  readonly metrics?: Measured<number, Extract<Name, RankMetric>, K>;
}

/** Ranks among sampled negatives, measured; every row is a user of its own. */
export interface SampledEvaluation<Name extends Metric = DefaultMetric, K extends number = never> {
  /** Why these figures stand for nothing but themselves. */
  readonly warning: string;
  /** Negatives asked for. */
  readonly count: number;
  /** Rows that got fewer, as the catalogue has no more that are neither excluded nor the user's own. */
  readonly rowsWithFewer: number;
  readonly metrics: Measured<number, Extract<Name, RankMetric>, K>;
}
