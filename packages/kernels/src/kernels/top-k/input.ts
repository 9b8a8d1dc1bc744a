export interface TopKInput {
  /** `[numCandidates]` */
  readonly scores: Float32Array;
  readonly k: number;
  /** At least `k` long. */
  readonly indices: Int32Array;
  /** At least `k` long. */
  readonly values: Float32Array;
}
