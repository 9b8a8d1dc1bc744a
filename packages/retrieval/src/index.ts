export { type Id, isId } from "./id.js";
export { type ExactIndexOptions, exactIndex, loadExactIndex } from "./indexes/exact-index.js";
export type { Index, IndexMatches, IndexQueryOptions } from "./indexes/vector-index.js";
export type { EncodedQueries, Query, QueryEncoder } from "./query-encoder.js";
export { Recommender } from "./recommender/recommender.js";
export type {
  RatingPredictor,
  Recommendation,
  Recommendations,
  RecommenderParts,
  RecommendOptions,
  SimilarOptions,
  StrictOption,
} from "./recommender/types.js";
export type { Scorer, ScorerVectors } from "./scorer.js";
