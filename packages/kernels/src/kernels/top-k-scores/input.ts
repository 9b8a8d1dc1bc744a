import type { ResidentMatrix } from "../../runtime/types.js";

/** Which of the scores of many queries are selected, and where they go. */
export interface BestOfQueries {
  /** Only the first so many rows of `candidates` are scored. Default: all. */
  readonly numCandidates?: number;
  /** How many are selected for each query; it may be more than there are. */
  readonly k: number;
  /** `[numQueries + 1]`: where each query's excluded candidates start. Goes with `excluded`. */
  readonly excludedOffsets?: Int32Array;
  /** Candidate indices, in any order. */
  readonly excluded?: Int32Array;
  /** `[numQueries, k]`: of the best, best first. Places beyond a query's count are left as they are. */
  readonly indices: Int32Array;
  /** `[numQueries, k]`: their scores. */
  readonly values: Float32Array;
  /** `[numQueries]`: how many were found: `k`, or fewer where fewer candidates are left. */
  readonly counts: Int32Array;
}

export interface TopKScoresInput extends BestOfQueries {
  /** `[numQueries, dim]` */
  readonly queries: Float32Array;
  /** `[rows, dim]` */
  readonly candidates: Float32Array | ResidentMatrix;
  readonly dim: number;
}
