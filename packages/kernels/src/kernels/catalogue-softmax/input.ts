/** Distinct queries of a batch, and a whole catalogue. All arrays are row-major. */
export interface CatalogueSoftmaxInput {
  /** `[numQueries, dim]`, each distinct query once. */
  readonly queries: Float32Array;
  /** `[numCandidates, dim]`, each of the catalogue's candidates once. */
  readonly candidates: Float32Array;
  readonly dim: number;
  /** `[numQueries + 1]`: the positives of query `q` are `positiveOffsets[q] … positiveOffsets[q + 1]`. */
  readonly positiveOffsets: Int32Array;
  /** `[positives]`: the candidate of each positive. */
  readonly positiveCandidates: Int32Array;
  /** `[positives]`: the summed weights of the batch's rows that this positive stands for. */
  readonly positiveWeights: Float32Array;
  /** Scores are divided by it. Default 1. */
  readonly temperature?: number;
  /** `[numQueries, dim]`, overwritten with the gradients of the loss. */
  readonly queryGradients: Float32Array;
  /** `[numCandidates, dim]`, overwritten with the gradients of the loss. */
  readonly candidateGradients: Float32Array;
}
