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
export {
  areaUnderCurve,
  gradedNdcg,
  type LabelledPredictions,
} from "./metrics/prediction-metrics.js";
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
export { multiTask } from "./multi-task/multi-task.js";
export type {
  JointTask,
  JointTaskOptions,
  MultiTaskBatch,
  MultiTaskLoss,
  Tasks,
} from "./multi-task/types.js";
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
export type {
  NegativeColumns,
  NegativesNeeded,
  RetrievalLossFunction,
  RetrievalLossSettings,
} from "./retrieval/losses/loss-function.js";
export { mixtureProbability } from "./retrieval/losses/mixture-probability.js";
export {
  fullSoftmax,
  inBatchSoftmax,
  mixedNegatives,
  type SoftmaxLoss,
  sampledSoftmax,
} from "./retrieval/losses/softmax-losses.js";
export { retrieval } from "./retrieval/retrieval.js";
export { bpr } from "./retrieval/row-losses/bpr.js";
export {
  type CalibratedCrossEntropyOptions,
  calibratedCrossEntropy,
} from "./retrieval/row-losses/calibrated-cross-entropy.js";
export {
  type CosineContrastiveOptions,
  cosineContrastive,
} from "./retrieval/row-losses/cosine-contrastive.js";
export { type FullSquaresOptions, fullSquares } from "./retrieval/row-losses/full-squares.js";
export { hinge, type MarginOptions, warp } from "./retrieval/row-losses/hinge.js";
export type { QueryLoss, QueryRows, QuerySlopes } from "./retrieval/row-losses/query-rows.js";
export type {
  RowLoss,
  RowLossResult,
  RowNegativesOptions,
  RowScores,
} from "./retrieval/row-losses/row-loss.js";
export type {
  FloatArray,
  LossAndGradientsOptions,
  RetrievalBatch,
  RetrievalLoss,
  RetrievalOptions,
  RetrievalSettings,
  RetrievalTask,
  RowNegatives,
} from "./retrieval/types.js";
