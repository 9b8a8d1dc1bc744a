import type { Runtime } from "@towerkit/kernels";

/** Rows that a model has predicted something for. */
export interface RankingBatch {
  /** `[rows]`: what the model says; logits for `logistic`. */
  readonly predictions: Float32Array;
  /** `[rows]`: what is true. */
  readonly labels: Float32Array;
  /** `[rows]`, or `[lists]` for a loss of lists: the share of each in the loss, from 0. Default: 1 each. */
  readonly weights?: Float32Array;
  /**
   * `[lists + 1]`: list l is the rows from `listOffsets[l]` to before `listOffsets[l + 1]`. Only for a
   * loss of lists, and needed there.
   */
  readonly listOffsets?: Int32Array;
}

/** A loss of predictions, and how it is computed. */
export interface RankingLossFunction {
  readonly kind: string;
  /** Whether it looks at lists of rows, and not at each row alone. */
  readonly isListwise: boolean;
  /** Plain JSON. */
  readonly settings: Readonly<Record<string, number>>;
  /**
   * Σ weight × loss over the rows or lists of a batch that has been checked.
   * @param gradients - `[rows]`: the derivative by each prediction, overwritten.
   */
  compute(batch: RankingBatch, gradients: Float32Array, runtime: Runtime): number;
}

export interface RankingOptions {
  /** Default `squaredError()`. */
  readonly loss?: RankingLossFunction;
  /** `"sum"` (default) optimises Σ weight × loss; `"mean"` divides it by Σ weight. */
  readonly reduction?: "sum" | "mean";
}

/** The loss of one batch and its gradients. */
export interface RankingLoss {
  /** What the gradients are of: `lossSum`, or `lossSum / weightSum` with `reduction: "mean"`. */
  readonly loss: number;
  /** Σ weight × loss. */
  readonly lossSum: number;
  /** Σ weight. */
  readonly weightSum: number;
  /** `[rows]`: the derivative of `loss` by each prediction. */
  readonly gradients: Float32Array;
}

/** Learns to predict labels, or the order that they put lists into. */
export interface RankingTask {
  readonly kind: "ranking";
  readonly loss: RankingLossFunction;
  readonly reduction: "sum" | "mean";
  /**
   * The loss of a batch and its gradients.
   * @throws ConfigError for lengths that disagree, a negative weight, or lists that are missing or do
   * not fit the rows. NumericError for a prediction, label, weight or loss that is not finite.
   */
  lossAndGradients(batch: RankingBatch, options: { readonly runtime: Runtime }): RankingLoss;
}
