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
  /**
   * `[positives]`: 1 / the sampling probability of the positive's own column. Needed by
   * `removeAccidentalHits`, `forbidden` and `hardNegatives`, which tell that column from the others.
   */
  readonly positiveInverseProbabilities?: Float32Array;
  /** Scores are divided by it. Default 1. */
  readonly temperature?: number;
  /**
   * `[numCandidates]`, any whole numbers: candidates of one id are one item. Default: each candidate is
   * an item of its own, and its index its id.
   */
  readonly itemIds?: Int32Array;
  /** Takes the other columns of a positive's own item out of its negatives. Default false. */
  readonly removeAccidentalHits?: boolean;
  /** Items that are no negatives of a query. A positive's own column always counts, once. */
  readonly forbidden?: ForbiddenItems;
  /** Given, each positive stands against the hardest of its negatives only. */
  readonly hardNegatives?: HardNegatives;
  /** `[numQueries, dim]`, overwritten with the gradients of the loss. */
  readonly queryGradients: Float32Array;
  /** `[numCandidates, dim]`, overwritten with the gradients of the loss. */
  readonly candidateGradients: Float32Array;
}

/**
 * What a softmax is computed from: that of a batch, or, where there are no column weights, one in which
 * each candidate is a column of weight 1.
 */
export type SoftmaxInput = Omit<InBatchSoftmaxInput, "columnWeights"> &
  Partial<Pick<InBatchSoftmaxInput, "columnWeights">>;

/** A list of item ids for each distinct query. */
export interface ForbiddenItems {
  /** `[numQueries + 1]`: the items of query `q` are `offsets[q] … offsets[q + 1]`. */
  readonly offsets: Int32Array;
  /** Ids that no candidate has, and repeated ones, do no harm. */
  readonly itemIds: Int32Array;
}

/** How many negatives a positive stands against, and how many columns there are to choose from. */
export interface HardNegatives {
  /**
   * How many of the remaining columns count, at least 1: those of the highest score − log p, of equal
   * ones those of the lower candidate. All of them where fewer remain.
   */
  readonly count: number;
  /**
   * `[numCandidates]`: how many of the batch's columns hold each candidate, a repeated one more than
   * once. Its columns share one sampling probability, `columnCounts / columnWeights`.
   */
  readonly columnCounts: Int32Array;
}

/** What a softmax leaves besides the gradients. */
export interface SoftmaxResult {
  /** The sum over the positives of weight × (log Z − score). */
  readonly loss: number;
}
