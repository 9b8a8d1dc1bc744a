import type { ResidentMatrix } from "../../runtime/types.js";
import type { RankedRows } from "../count-ranks/input.js";

/** One row of scores for each query. */
export interface RankScoresInput extends RankedRows {
  /** `[numQueries, dim]` */
  readonly queries: Float32Array;
  /** `[numCandidates, dim]` */
  readonly candidates: Float32Array | ResidentMatrix;
  readonly dim: number;
}
