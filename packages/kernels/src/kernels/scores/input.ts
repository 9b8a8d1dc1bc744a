import type { ResidentMatrix } from "../../runtime/types.js";

export interface ScoresInput {
  /** `[numQueries, dim]` */
  readonly queries: Float32Array;
  /** `[numCandidates, dim]` */
  readonly candidates: Float32Array | ResidentMatrix;
  readonly dim: number;
  /** `[numQueries, numCandidates]` */
  readonly out: Float32Array;
}
