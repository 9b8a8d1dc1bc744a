import type { LayerContext, Parameter } from "../layers/layer.js";

/** The gradients that one backward pass through a sequence layer finds. */
export interface SequenceGradients {
  /** Of the entries: `[entries, inputWidth]`. */
  readonly entries: Float32Array;
  /** Of each parameter, in the layer's order. */
  readonly parameters: readonly Float32Array[];
}

export interface SequencePass {
  /** `[rows, outputWidth]`; zeros for a row without entries. */
  readonly output: Float32Array;
  /** @param gradients - `[rows, outputWidth]`; it may be written into. */
  backward(gradients: Float32Array): SequenceGradients;
}

/** Makes one vector of each row's sequence of vectors. */
export interface SequenceLayer {
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly parameters: readonly Parameter[];
  /**
   * @param entries - `[entries, inputWidth]`, the oldest of a row first; not changed.
   * @param offsets - `[rows + 1]`: row r has the entries from `offsets[r]` to before `offsets[r + 1]`.
   */
  forward(entries: Float32Array, offsets: Int32Array, context: LayerContext): SequencePass;
}
