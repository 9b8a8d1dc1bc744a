import type { Runtime } from "@towerkit/kernels";
import { addToRows, columnSums } from "./bias.js";
import type { InitialNumbers, LayerGradients, Parameter } from "./layer.js";

/** A bias of a layer, zeros at first: `[width]`. */
export function biasOf(layer: string, width: number, initial: InitialNumbers): Parameter {
  const name = `${layer}/bias`;
  return { name, shape: [width], data: initial.constant(name, width, 0), l2: 0 };
}

/** Multiplies rows by a matrix and adds a bias: what dense and cross layers are built on. */
export class LinearMap {
  readonly inputWidth: number;
  readonly outputWidth: number;
  /** The kernel `[inputWidth, outputWidth]`, then the bias `[outputWidth]` where there is one. */
  readonly parameters: readonly Parameter[];
  readonly #kernel: Float32Array;
  readonly #bias: Float32Array | undefined;

  constructor(kernel: Parameter, bias?: Parameter) {
    [this.inputWidth, this.outputWidth] = kernel.shape as [number, number];
    this.#kernel = kernel.data;
    this.#bias = bias?.data;
    this.parameters = bias === undefined ? [kernel] : [kernel, bias];
  }

  /** `[rows, outputWidth]` */
  forward(input: Float32Array, rows: number, runtime: Runtime): Float32Array {
    const { inputWidth, outputWidth } = this;
    const out = new Float32Array(rows * outputWidth);
    const sizes = { rows, inner: inputWidth, columns: outputWidth };
    runtime.matrixProduct({ left: input, right: this.#kernel, ...sizes, out });
    if (this.#bias !== undefined) addToRows(out, this.#bias);
    return out;
  }

  /** @param gradients - of the output: `[rows, outputWidth]`. */
  backward(
    input: Float32Array,
    rows: number,
    gradients: Float32Array,
    runtime: Runtime,
  ): LayerGradients {
    return {
      input: this.inputGradients(gradients, rows, runtime),
      parameters: this.parameterGradients(input, rows, gradients, runtime),
    };
  }

  /** The part of `backward` that goes on to what came before: `[rows, inputWidth]`. */
  inputGradients(gradients: Float32Array, rows: number, runtime: Runtime): Float32Array {
    const { inputWidth, outputWidth } = this;
    const out = new Float32Array(rows * inputWidth);
    const sizes = { rows, inner: outputWidth, columns: inputWidth };
    runtime.matrixProduct({
      left: gradients,
      right: this.#kernel,
      ...sizes,
      transposed: "right",
      out,
    });
    return out;
  }

  /** The part of `backward` that stays here: of the kernel, then of the bias. */
  parameterGradients(
    input: Float32Array,
    rows: number,
    gradients: Float32Array,
    runtime: Runtime,
  ): Float32Array[] {
    const { inputWidth, outputWidth } = this;
    const out = new Float32Array(inputWidth * outputWidth);
    const sizes = { rows: inputWidth, inner: rows, columns: outputWidth };
    runtime.matrixProduct({ left: input, right: gradients, ...sizes, transposed: "left", out });
    return this.#bias === undefined ? [out] : [out, columnSums(gradients, outputWidth)];
  }
}
