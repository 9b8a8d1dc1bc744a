import type { Runtime } from "@towerkit/kernels";
import { type Activation, activate, activationGradients } from "./activation.js";
import type { LayerParts, Parameter } from "./layer.js";
import { biasOf, LinearMap } from "./linear-map.js";

/** What cross layers can be asked for, filled in. */
export interface CrossSettings {
  readonly projectionDim: number | null;
  readonly diagScale: number;
  readonly useBias: boolean;
  readonly preactivation: Activation;
  readonly l2: number;
}

/** One crossing of `x` with `x0`, and the way back. */
export interface CrossPass {
  readonly output: Float32Array;
  backward(gradients: Float32Array): CrossGradients;
}

export interface CrossGradients {
  readonly x0: Float32Array;
  readonly x: Float32Array;
  readonly parameters: readonly Float32Array[];
}

/** `x0 ⊙ (activation(W x + b) + diagScale · x) + x`, with W as it is or as the product of two thin matrices. */
export class CrossMap {
  readonly width: number;
  readonly parameters: readonly Parameter[];
  /** From the input to the last: one map, or the projection and what comes back from it. */
  readonly #maps: readonly LinearMap[];
  readonly #diagScale: number;
  readonly #preactivation: Activation;

  constructor(settings: CrossSettings, parts: LayerParts) {
    this.width = parts.inputWidth;
    this.#maps = mapsOf(settings, parts);
    this.parameters = this.#maps.flatMap(({ parameters }) => parameters);
    this.#diagScale = settings.diagScale;
    this.#preactivation = settings.preactivation;
  }

  forward(x0: Float32Array, x: Float32Array, rows: number, runtime: Runtime): CrossPass {
    const inputs: Float32Array[] = [];
    let mapped = x;
    for (const map of this.#maps) {
      inputs.push(mapped);
      mapped = map.forward(mapped, rows, runtime);
    }
    activate(this.#preactivation, mapped, runtime);
    const diagScale = this.#diagScale;
    const output = new Float32Array(x.length);
    for (let i = 0; i < output.length; i++) {
      output[i] = x0[i] * (mapped[i] + diagScale * x[i]) + x[i];
    }
    return {
      output,
      backward: (gradients) => this.#backward({ x0, x, inputs, mapped, gradients, rows, runtime }),
    };
  }

  #backward(pass: {
    x0: Float32Array;
    x: Float32Array;
    inputs: readonly Float32Array[];
    mapped: Float32Array;
    gradients: Float32Array;
    rows: number;
    runtime: Runtime;
  }): CrossGradients {
    const { x0, x, inputs, mapped, gradients, rows, runtime } = pass;
    const diagScale = this.#diagScale;
    const x0Gradient = new Float32Array(x.length);
    const crossed = new Float32Array(x.length);
    for (let i = 0; i < x.length; i++) {
      x0Gradient[i] = gradients[i] * (mapped[i] + diagScale * x[i]);
      crossed[i] = gradients[i] * x0[i];
    }
    let back = crossed.slice();
    activationGradients(this.#preactivation, mapped, back);
    const parameters: Float32Array[] = [];
    for (let m = this.#maps.length - 1; m >= 0; m--) {
      const found = this.#maps[m].backward(inputs[m], rows, back, runtime);
      parameters.unshift(...found.parameters);
      back = found.input as Float32Array<ArrayBuffer>;
    }
    for (let i = 0; i < x.length; i++) back[i] += gradients[i] + diagScale * crossed[i];
    return { x0: x0Gradient, x: back, parameters };
  }
}

function mapsOf(
  { projectionDim, useBias, l2 }: CrossSettings,
  { name, inputWidth, initial }: LayerParts,
): readonly LinearMap[] {
  const kernel = (part: string, inputs: number, outputs: number): Parameter => {
    const own = `${name}/${part}`;
    const data = initial.truncatedNormal(own, inputs, outputs);
    return { name: own, shape: [inputs, outputs], data, l2 };
  };
  const bias = useBias ? biasOf(name, inputWidth, initial) : undefined;
  if (projectionDim === null)
    return [new LinearMap(kernel("kernel", inputWidth, inputWidth), bias)];
  return [
    new LinearMap(kernel("projection", inputWidth, projectionDim)),
    new LinearMap(kernel("kernel", projectionDim, inputWidth), bias),
  ];
}
