import type { Runtime } from "@towerkit/kernels";

/** A layer's settings, before it is known how wide its input is: plain data, as it stands in JSON. */
export interface LayerSpec {
  readonly kind: string;
  readonly [setting: string]: unknown;
}

/** Numbers that training may change, in place. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
  /** How much its squares cost: the penalty is `l2` × their sum. 0 where they cost nothing. */
  readonly l2: number;
}

/** What a pass through a layer runs on. */
export interface LayerContext {
  readonly runtime: Runtime;
  /** There in training only: which step it is, so that a layer can draw what belongs to it. */
  readonly training?: { readonly seed: number; readonly step: number } | undefined;
}

/** The gradients that one backward pass through a layer finds. */
export interface LayerGradients {
  /** Of the input: `[rows, inputWidth]`. */
  readonly input: Float32Array;
  /** Of each parameter, in the layer's order. */
  readonly parameters: readonly Float32Array[];
}

/** What a forward pass leaves: its output, and the way back. */
export interface Pass {
  /** `[rows, outputWidth]` */
  readonly output: Float32Array;
  /**
   * The gradients, given those of the output. The parameters must still be as they were in the
   * forward pass.
   * @param gradients - `[rows, outputWidth]`; it may be written into.
   */
  backward(gradients: Float32Array): LayerGradients;
}

/** A function of rows with parameters, and its derivative. */
export interface Layer {
  readonly inputWidth: number;
  readonly outputWidth: number;
  /** Always the same objects. */
  readonly parameters: readonly Parameter[];
  /** @param input - `[rows, inputWidth]`, not changed. */
  forward(input: Float32Array, rows: number, context: LayerContext): Pass;
}

/** What a layer is made with, besides its settings. */
export interface LayerParts {
  /** Put before the names of the parameters. */
  readonly name: string;
  readonly inputWidth: number;
  readonly initial: InitialNumbers;
}

/** Makes the first numbers of parameters. */
export interface InitialNumbers {
  /** Spread evenly over ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010): `[inputs, outputs]`. */
  glorotUniform(name: string, inputs: number, outputs: number): Float32Array;
  /** Normal numbers of standard deviation 0.05, none beyond two of them: `[inputs, outputs]`. */
  truncatedNormal(name: string, inputs: number, outputs: number): Float32Array;
  /** The same number everywhere: `[length]`. */
  constant(name: string, length: number, value: number): Float32Array;
}
