import { checkPositive } from "@towerkit/core";
import type { Layer, LayerContext, LayerParts, LayerSpec, Parameter, Pass } from "./layer.js";

/** The settings of a layer normalisation. */
export interface LayerNormSpec extends LayerSpec {
  readonly kind: "layerNorm";
  readonly epsilon: number;
}

/**
 * Layer normalisation (Ba, Kiros and Hinton, 2016): each row less its mean, divided by
 * √(variance + epsilon), then `gamma · x + beta`, which start at 1 and 0.
 * @param options - `epsilon` is 0.001 unless given, as in Keras.
 * @throws ConfigError if `epsilon` is not above 0.
 */
export function layerNorm(options: { readonly epsilon?: number } = {}): LayerNormSpec {
  return {
    kind: "layerNorm",
    epsilon: checkPositive("layerNorm epsilon", options.epsilon ?? 1e-3),
  };
}

export function createLayerNorm(
  { epsilon }: LayerNormSpec,
  { name, inputWidth, initial }: LayerParts,
): Layer {
  const parameter = (part: string, value: number): Parameter => {
    const own = `${name}/${part}`;
    const data = initial.constant(own, inputWidth, value);
    return { name: own, shape: [inputWidth], data, l2: 0 };
  };
  return new LayerNorm(parameter("gamma", 1), parameter("beta", 0), epsilon);
}

class LayerNorm implements Layer {
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly parameters: readonly Parameter[];
  readonly #gamma: Float32Array;
  readonly #beta: Float32Array;
  readonly #epsilon: number;

  constructor(gamma: Parameter, beta: Parameter, epsilon: number) {
    this.inputWidth = gamma.data.length;
    this.outputWidth = this.inputWidth;
    this.parameters = [gamma, beta];
    this.#gamma = gamma.data;
    this.#beta = beta.data;
    this.#epsilon = epsilon;
  }

  forward(input: Float32Array, rows: number, _context: LayerContext): Pass {
    const width = this.inputWidth;
    const standardized = new Float32Array(input.length);
    const inverseDeviations = new Float32Array(rows);
    const output = new Float32Array(input.length);
    for (let row = 0; row < rows; row++) {
      const from = row * width;
      const { mean, variance } = momentsOf(input, from, width);
      const inverse = 1 / Math.sqrt(variance + this.#epsilon);
      inverseDeviations[row] = inverse;
      for (let d = 0; d < width; d++) {
        const value = (input[from + d] - mean) * inverse;
        standardized[from + d] = value;
        output[from + d] = this.#gamma[d] * value + this.#beta[d];
      }
    }
    return {
      output,
      backward: (gradients) => this.#backward(gradients, standardized, inverseDeviations),
    };
  }

  #backward(
    gradients: Float32Array,
    standardized: Float32Array,
    inverseDeviations: Float32Array,
  ): ReturnType<Pass["backward"]> {
    const width = this.inputWidth;
    const gammaGradient = new Float64Array(width);
    const betaGradient = new Float64Array(width);
    const inputGradient = new Float32Array(gradients.length);
    for (let row = 0; row < inverseDeviations.length; row++) {
      const from = row * width;
      let sum = 0;
      let product = 0;
      for (let d = 0; d < width; d++) {
        const gradient = gradients[from + d];
        const value = standardized[from + d];
        gammaGradient[d] += gradient * value;
        betaGradient[d] += gradient;
        sum += gradient * this.#gamma[d];
        product += gradient * this.#gamma[d] * value;
      }
      const scale = inverseDeviations[row];
      for (let d = 0; d < width; d++) {
        const own = gradients[from + d] * this.#gamma[d];
        const value = standardized[from + d];
        inputGradient[from + d] = scale * (own - (sum + value * product) / width);
      }
    }
    return {
      input: inputGradient,
      parameters: [Float32Array.from(gammaGradient), Float32Array.from(betaGradient)],
    };
  }
}

function momentsOf(
  values: Float32Array,
  from: number,
  width: number,
): { mean: number; variance: number } {
  let sum = 0;
  for (let d = 0; d < width; d++) sum += values[from + d];
  const mean = sum / width;
  let squares = 0;
  for (let d = 0; d < width; d++) {
    const difference = values[from + d] - mean;
    squares += difference * difference;
  }
  return { mean, variance: squares / width };
}
