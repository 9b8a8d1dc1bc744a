/** Some rows of a table, and the gradients by which to move them. */
export interface RowStepInput {
  /** `[tableRows, dim]` */
  readonly table: Float32Array;
  readonly dim: number;
  /** `[n]`: which rows to move, each of them once, in any order. All others keep their bits. */
  readonly rows: Int32Array;
  /** `[n, dim]`: the whole gradient of each row, so what several lookups of a row give is summed before. */
  readonly gradients: Float32Array;
  /** Above 0. */
  readonly learningRate: number;
}

export interface SgdRowsInput extends RowStepInput {}

export interface AdagradRowsInput extends RowStepInput {
  /** `[tableRows, dim]`: sums of squared gradients. Keras starts them at 0.1. */
  readonly accumulator: Float32Array;
  /** Above 0; stands inside the root, as in Keras. */
  readonly epsilon: number;
}

export interface AdamRowsInput extends RowStepInput {
  /** `[tableRows, dim]`: running means of gradients, from 0. Keras calls them momentums. */
  readonly firstMoments: Float32Array;
  /** `[tableRows, dim]`: running means of squared gradients, from 0. Keras calls them velocities. */
  readonly secondMoments: Float32Array;
  /** How slowly the first moments move, from 0 to below 1. Keras has 0.9. */
  readonly beta1: number;
  /** How slowly the second moments move, from 0 to below 1. Keras has 0.999. */
  readonly beta2: number;
  /** Above 0; is added to the root, as in Keras, which has 1e-7. */
  readonly epsilon: number;
  /** The number of this step, from 1: both moments start at 0, and the step corrects for that. */
  readonly step: number;
}

/**
 * Settings have the names and the meaning that TensorFlow Recommenders gives them, whose defaults are
 * in brackets.
 */
export interface ClippyAdagradRowsInput extends RowStepInput {
  /** `[tableRows, dim]`: sums of squared gradients [from 0.1]. */
  readonly accumulator: Float32Array;
  /** From 0; stands inside the root [1e-7]. */
  readonly epsilon: number;
  /** From 0: how far a value may move, as a share of its own size [0.1]. */
  readonly variableRelativeThreshold: number;
  /** From 0: how much further, as a share of 1 / √accumulator [0]. */
  readonly accumulatorRelativeThreshold: number;
  /** From 0: and how much further in any case [1e-7]. */
  readonly absoluteThreshold: number;
  /**
   * What the accumulator takes, and when: `"after"` the step the square of the gradient, `"before"` the
   * step the same, as plain Adagrad has it, or after it the square of the `"clipped"` gradient
   * [`"after"`].
   */
  readonly accumulatorUpdate: "after" | "before" | "clipped";
}

export interface ClippyAdagradRowsResult {
  /** By what the whole step was multiplied, from 0 to 1. */
  readonly clippingFactor: number;
}
