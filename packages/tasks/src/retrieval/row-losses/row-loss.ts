/** One row's scores against the columns that stand as its negatives. */
export interface RowScores {
  /** The score of the row's own candidate. */
  readonly positive: number;
  /** `[columns]`: the scores of all columns. */
  readonly scores: Float32Array;
  /**
   * `[columns]`: how often each column counts as a negative of this row; 0 where it does not, as for
   * the row's own item.
   */
  readonly counts: Float32Array;
  /** Σ counts. */
  readonly total: number;
}

/** The loss of one row, as a function of its scores. */
export interface RowLoss {
  readonly kind: string;
  /** Plain JSON. */
  readonly settings: Readonly<Record<string, number>>;
  /** Whether scores are to be cosines: embeddings are divided by their lengths first. */
  readonly usesCosines: boolean;
  /**
   * @param gradients - `[columns]`: the derivative by each column's score, overwritten.
   * @returns the loss, and its derivative by the positive's score.
   */
  compute(row: RowScores, gradients: Float32Array): RowLossResult;
}

export interface RowLossResult {
  readonly loss: number;
  readonly positiveGradient: number;
}
