import type { ResidentInt8Matrix, ResidentMatrix } from "../../runtime/types.js";

/** Queries and candidates of int8, as `quantizeRows` makes them. */
export interface Int8Vectors {
  /** `[numQueries, dim]` */
  readonly queries: Int8Array;
  /** `[numQueries]` */
  readonly queryScales: Float32Array;
  /** `[rows, dim]` */
  readonly candidates: Int8Array | ResidentInt8Matrix;
  /** `[rows]`, resident ones of dim 1. */
  readonly candidateScales: Float32Array | ResidentMatrix;
  /** At most 131,071: so many products of two int8 cannot add up beyond an int32. */
  readonly dim: number;
}
