import { ConfigError, checkInteger, shown } from "@towerkit/core";

/** Metrics of the ranks of the evaluated items. `auc` has no cut-off. */
export type RankMetric =
  | "top_k"
  | "recall"
  | "precision"
  | "hit_rate"
  | "ndcg"
  | "mrr"
  | "map"
  | "auc";

/** Metrics of the lists that would be recommended, whatever the evaluated items are. */
export type ListMetric = "coverage" | "popularity_bias" | "novelty" | "diversity";

export type Metric = RankMetric | ListMetric;

/** What is measured where nothing is asked for. */
export type DefaultMetric = "top_k" | "recall" | "ndcg" | "mrr";

/** Default cut-offs of the accuracy that counts rows. */
export type AccuracyCutoff = "1" | "5" | "10" | "50" | "100";
/** Default cut-offs of all other metrics. */
export type ListCutoff = "10" | "50" | "100";

/**
 * One value for each metric and cut-off, by the name of the one and the digits of the other: the shape of
 * means, of intervals and of lists of values alike. `K` are the cut-offs asked for, if any were.
 */
export type Measured<V, Name extends Metric = DefaultMetric, K extends number = never> = {
  readonly [N in Name]: N extends "auc" ? V : Readonly<Record<CutoffOf<N, K>, V>>;
};

type CutoffOf<Name extends Metric, K extends number> = [K] extends [never]
  ? Name extends "top_k"
    ? AccuracyCutoff
    : ListCutoff
  : `${K}`;

/** One metric at one cut-off. */
export interface Measure<Name extends Metric = Metric> {
  readonly metric: Name;
  /** `undefined` for a metric that has none. */
  readonly cutoff: number | undefined;
}

const DEFAULT_METRICS: readonly DefaultMetric[] = ["top_k", "recall", "ndcg", "mrr"];
const DEFAULT_ACCURACY_CUTOFFS: readonly number[] = [1, 5, 10, 50, 100];
const DEFAULT_CUTOFFS: readonly number[] = [10, 50, 100];

const RANK_METRICS: readonly RankMetric[] = [
  "top_k",
  "recall",
  "precision",
  "hit_rate",
  "ndcg",
  "mrr",
  "map",
  "auc",
];
const LIST_METRICS: readonly ListMetric[] = ["coverage", "popularity_bias", "novelty", "diversity"];

const isRankMetric = (name: unknown): name is RankMetric =>
  RANK_METRICS.includes(name as RankMetric);

/** What is asked for, in two halves: what ranks tell, and what only lists do. */
export interface Measures {
  readonly ofRanks: readonly Measure<RankMetric>[];
  readonly ofLists: readonly Measure<ListMetric>[];
}

/**
 * Every metric asked for at every cut-off asked for.
 * @throws ConfigError for a metric that there is not, a cut-off that is no whole number above 0, either
 * of them twice, or an empty list of either.
 */
export function measuresOf(
  metrics: readonly Metric[] = DEFAULT_METRICS,
  cutoffs?: readonly number[],
): Measures {
  checkList("metrics", metrics);
  const known = [...RANK_METRICS, ...LIST_METRICS];
  for (const [i, metric] of metrics.entries()) {
    if (!known.includes(metric)) {
      throw new ConfigError(
        `metrics[${i}] is ${shown(metric)}; it must be one of ${known.map(shown).join(", ")}.`,
      );
    }
  }
  if (cutoffs !== undefined) {
    checkList("cutoffs", cutoffs);
    for (const [i, cutoff] of cutoffs.entries()) checkInteger(`cutoffs[${i}]`, cutoff, 1);
  }
  const measures = <Name extends Metric>(name: Name): Measure<Name>[] =>
    cutoffsOf(name, cutoffs).map((cutoff) => ({ metric: name, cutoff }));
  return {
    ofRanks: metrics.filter(isRankMetric).flatMap((name) => measures(name)),
    ofLists: metrics
      .filter((name): name is ListMetric => !isRankMetric(name))
      .flatMap((name) => measures(name)),
  };
}

function cutoffsOf(
  metric: Metric,
  cutoffs: readonly number[] | undefined,
): readonly (number | undefined)[] {
  if (metric === "auc") return [undefined];
  return cutoffs ?? (metric === "top_k" ? DEFAULT_ACCURACY_CUTOFFS : DEFAULT_CUTOFFS);
}

function checkList(name: string, list: readonly unknown[]): void {
  if (!Array.isArray(list) || list.length === 0) {
    throw new ConfigError(`${name} must be a list of at least one, got ${shown(list)}.`);
  }
  const again = list.findIndex((value, i) => list.slice(0, i).includes(value));
  if (again >= 0) throw new ConfigError(`${name}[${again}] is ${shown(list[again])} once more.`);
}
