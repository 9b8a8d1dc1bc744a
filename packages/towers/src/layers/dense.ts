import { checkInteger, checkOneOf } from "@towerkit/core";
import { ACTIVATIONS, type Activation, activate, activationGradients } from "./activation.js";
import { checkL2, checkSwitch } from "./checks.js";
import type { Layer, LayerContext, LayerParts, LayerSpec, Pass } from "./layer.js";
import { biasOf, LinearMap } from "./linear-map.js";

export interface DenseOptions {
  /** Default `"linear"`. */
  readonly activation?: Activation;
  /** Whether each output has a number of its own added. Default true. */
  readonly useBias?: boolean;
  /** What the squares of the kernel cost, each. Default 0. */
  readonly l2?: number;
}

/** The settings of a dense layer. */
export interface DenseSpec extends LayerSpec, Required<DenseOptions> {
  readonly kind: "dense";
  readonly units: number;
}

/**
 * A dense layer: `activation(x · W + b)`, `[rows, inputWidth]` to `[rows, units]`. W starts evenly
 * spread (Glorot and Bengio, 2010), b at 0, as Keras has it.
 * @throws ConfigError if `units` is not a whole number from 1, or an option is not what it should be.
 */
export function dense(units: number, options: DenseOptions = {}): DenseSpec {
  const { activation = "linear", useBias = true, l2 = 0 } = options;
  return {
    kind: "dense",
    units: checkInteger("dense units", units, 1),
    activation: checkOneOf("dense activation", activation, ACTIVATIONS),
    useBias: checkSwitch("dense useBias", useBias),
    l2: checkL2("dense l2", l2),
  };
}

/**
 * A stack of dense layers: ReLU for all but the last, which is linear unless `finalActivation` says
 * otherwise.
 * @param units - the widths, e.g. `[64, 32]`.
 * @throws ConfigError for a width that is not a whole number from 1.
 */
export function denseStack(
  units: readonly number[],
  options: DenseOptions & { readonly finalActivation?: Activation } = {},
): readonly DenseSpec[] {
  const { finalActivation = "linear", activation = "relu", ...others } = options;
  return units.map((width, i) => {
    const isLast = i === units.length - 1;
    return dense(width, { ...others, activation: isLast ? finalActivation : activation });
  });
}

export function createDense(spec: DenseSpec, { name, inputWidth, initial }: LayerParts): Layer {
  const { units, activation, useBias, l2 } = spec;
  const kernelName = `${name}/kernel`;
  const kernel = {
    name: kernelName,
    shape: [inputWidth, units],
    data: initial.glorotUniform(kernelName, inputWidth, units),
    l2,
  };
  const bias = useBias ? biasOf(name, units, initial) : undefined;
  return new Dense(new LinearMap(kernel, bias), activation);
}

class Dense implements Layer {
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly parameters: Layer["parameters"];
  readonly #map: LinearMap;
  readonly #activation: Activation;

  constructor(map: LinearMap, activation: Activation) {
    this.inputWidth = map.inputWidth;
    this.outputWidth = map.outputWidth;
    this.parameters = map.parameters;
    this.#map = map;
    this.#activation = activation;
  }

  forward(input: Float32Array, rows: number, { runtime }: LayerContext): Pass {
    const output = this.#map.forward(input, rows, runtime);
    activate(this.#activation, output, runtime);
    return {
      output,
      backward: (gradients) => {
        activationGradients(this.#activation, output, gradients);
        return this.#map.backward(input, rows, gradients, runtime);
      },
    };
  }
}
