/** The rows of a loss that looks at one prediction at a time. */
export interface PointwiseLossInput {
  /** `[rows]` */
  readonly labels: Float32Array;
  /** `[rows]`, none below 0. Default: 1 for each. */
  readonly weights?: Float32Array;
  /** `[rows]`: the loss's derivative by each prediction, overwritten. */
  readonly gradients: Float32Array;
}

export interface SquaredErrorInput extends PointwiseLossInput {
  /** `[rows]` */
  readonly predictions: Float32Array;
}

/** Labels lie from 0 to 1: 1 is a yes, 0 a no, and what is between them a probability. */
export interface LogisticInput extends PointwiseLossInput {
  /** `[rows]`: predictions before the sigmoid. */
  readonly logits: Float32Array;
}

export interface PointwiseLossResult {
  /** The sum over the rows of weight × loss. */
  readonly loss: number;
}
