/** The distinct rows of a batch. All arrays are row-major. */
export interface InBatchSoftmaxInput {
  /** `[numQueries, dim]`, each distinct query once. */
  readonly queries: Float32Array;
  /** `[numCandidates, dim]`, each distinct candidate once. */
  readonly candidates: Float32Array;
  readonly dim: number;
  /** `[numCandidates]`: the sum of 1 / sampling probability over the batch's columns that hold it. */
  readonly columnWeights: Float32Array;
  /** `[numQueries + 1]`: the positives of query `q` are `positiveOffsets[q] … positiveOffsets[q + 1]`. */
  readonly positiveOffsets: Int32Array;
  /** `[positives]`: the candidate of each positive. */
  readonly positiveCandidates: Int32Array;
  /** `[positives]`: the summed weights of the batch's rows that this positive stands for. */
  readonly positiveWeights: Float32Array;
  /** Scores are divided by it. Default 1. */
  readonly temperature?: number;
  /** Given, the other columns that hold the positive's own item are no negatives for it. */
  readonly accidentalHits?: AccidentalHits;
  /** `[numQueries, dim]`, overwritten with the gradients of the loss. */
  readonly queryGradients: Float32Array;
  /** `[numCandidates, dim]`, overwritten with the gradients of the loss. */
  readonly candidateGradients: Float32Array;
}

/** What removing accidental hits needs to know. */
export interface AccidentalHits {
  /** `[numCandidates]`: candidates of one id are one item. */
  readonly itemIds: Int32Array;
  /** `[positives]`: 1 / the sampling probability of the positive's own column. */
  readonly positiveInverseProbabilities: Float32Array;
}

/** What the in-batch softmax leaves besides the gradients. */
export interface InBatchSoftmaxResult {
  /** The sum over the positives of weight × (log Z − score). */
  readonly loss: number;
}
