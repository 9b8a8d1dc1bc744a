import type { Int8Vectors } from "../vectors.js";

export interface Int8ScoresInput extends Int8Vectors {
  /** `[numQueries, candidates]` */
  readonly out: Float32Array;
}
