export {
  type BootstrapOptions,
  bootstrapInterval,
  type Interval,
} from "./metrics/bootstrap.js";
export { evaluateScorer } from "./metrics/evaluate-scorer.js";
export type {
  AccuracyCutoff,
  DefaultMetric,
  ListCutoff,
  ListMetric,
  Measured,
  Metric,
  RankMetric,
} from "./metrics/names.js";
export { type RankRowsInput, rankRows, type ScoredBlock } from "./metrics/ranks/rank-rows.js";
export type { RankedUsers } from "./metrics/ranks/rank-series.js";
export { type RankingMetricsInput, rankingMetrics } from "./metrics/ranks/ranking-metrics.js";
export {
  type RatingMetrics,
  type RatingMetricsInput,
  ratingMetrics,
} from "./metrics/rating-metrics.js";
export { type CandidatePlaces, candidatePlaces, placesOf } from "./metrics/table/catalogue.js";
export { exclusionOf } from "./metrics/table/exclusions.js";
export type {
  BySeen,
  EvaluateScorerOptions,
  Exclusion,
  InteractionValues,
  IntervalOptions,
  MetricOptions,
  MetricSections,
  RankingCounts,
  RankingMetrics,
  SampledEvaluation,
  SampledNegativesOptions,
  ScorerEvaluation,
  Slice,
  Ties,
  UserValues,
} from "./metrics/types.js";
export { approxNdcg } from "./ranking/approx-ndcg.js";
export { huber } from "./ranking/huber.js";
export { listMle } from "./ranking/list-mle.js";
export { logistic } from "./ranking/logistic.js";
export { pairwiseHinge } from "./ranking/pairwise-hinge.js";
export { ranking } from "./ranking/ranking.js";
export { squaredError } from "./ranking/squared-error.js";
export type {
  RankingBatch,
  RankingLoss,
  RankingLossFunction,
  RankingOptions,
  RankingTask,
} from "./ranking/types.js";
export { retrieval } from "./retrieval/retrieval.js";
export type {
  FloatArray,
  LossAndGradientsOptions,
  RetrievalBatch,
  RetrievalLoss,
  RetrievalOptions,
  RetrievalSettings,
  RetrievalTask,
} from "./retrieval/types.js";
