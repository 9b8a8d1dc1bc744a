export { type CandidatePlaces, candidatePlaces, placesOf } from "./metrics/catalogue.js";
export { evaluateScorer } from "./metrics/evaluate-scorer.js";
export { exclusionOf } from "./metrics/exclusions.js";
export { type RankRowsInput, rankRows } from "./metrics/rank-rows.js";
export { type RankingMetricsInput, rankingMetrics } from "./metrics/ranking-metrics.js";
export type {
  AccuracyCutoff,
  EvaluateScorerOptions,
  Exclusion,
  ListCutoff,
  RankingCounts,
  RankingMetrics,
  ScorerEvaluation,
  Ties,
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
