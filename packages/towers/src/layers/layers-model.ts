import { ConfigError } from "@towerkit/core";
import type { Layer, LayerContext, LayerGradients, LayerParts, Parameter, Pass } from "./layer.js";

/** A tensor of TensorFlow.js, as far as it matters here. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly name?: string;
  dataSync(): Float32Array | Int32Array | Uint8Array;
  dispose(): void;
}

/** What is asked of `@tensorflow/tfjs-core`: the module itself has it. */
export interface TensorFlowLike {
  tidy<T>(run: () => T): T;
  tensor(values: Float32Array, shape: number[]): TensorLike;
  variable(initial: never): TensorLike;
  mul(a: never, b: never): TensorLike;
  sum(values: never): TensorLike;
  variableGrads(
    run: never,
    variables: never,
  ): { readonly value: TensorLike; readonly grads: Readonly<Record<string, TensorLike>> };
}

/** A weight of a `LayersModel`. */
interface LayersWeight {
  readonly name: string;
  readonly shape: readonly (number | null)[];
  read(): TensorLike;
  write(value: never): unknown;
}

/** What is asked of a `tf.LayersModel`. */
export interface LayersModelLike {
  readonly inputs: readonly { readonly shape: readonly (number | null)[] }[];
  readonly outputs: readonly { readonly shape: readonly (number | null)[] }[];
  readonly trainableWeights: readonly LayersWeight[];
  readonly nonTrainableWeights: readonly unknown[];
  apply(input: never, options?: never): unknown;
  toJSON(unused: null, asText: false): unknown;
}

/** A model of TensorFlow.js, and the module that it runs on. */
export interface LayersModelParts {
  readonly tf: TensorFlowLike;
  readonly model: LayersModelLike;
}

/** A layer that a `tf.LayersModel` computes. */
export interface LayersModelSpec extends LayersModelParts {
  readonly kind: "layersModel";
}

/**
 * Takes a `tf.LayersModel` for a layer of a tower: it computes, and TensorFlow.js differentiates it.
 * Its weights are the tower's from then on. It runs on whatever backend is current, so one seed gives
 * the same bits only as far as that does. Dropout belongs into layers of ours: TensorFlow.js would draw
 * other masks on the way back than on the way there.
 *
 * @param parts - `tf` is the module that the model was made with, and `model` takes `[rows, width]` to
 *   `[rows, width]`.
 * @throws ConfigError for a model of several inputs or outputs, of other than rows of numbers, or with
 *   weights that training changes otherwise than by gradients.
 */
export function layersModel({ tf, model }: LayersModelParts): LayersModelSpec {
  const [input, ...otherInputs] = model.inputs;
  const [output, ...otherOutputs] = model.outputs;
  if (otherInputs.length > 0 || otherOutputs.length > 0) {
    throw new ConfigError(
      `layersModel must have one input and one output, got ${model.inputs.length} and ${model.outputs.length}.`,
    );
  }
  for (const [what, { shape }] of [
    ["input", input],
    ["output", output],
  ] as const) {
    if (shape.length !== 2 || typeof shape[1] !== "number") {
      throw new ConfigError(
        `layersModel ${what} must be rows of a known width, [null, width], got [${shape.join(", ")}].`,
      );
    }
  }
  if (model.nonTrainableWeights.length > 0) {
    throw new ConfigError(
      "layersModel has weights that gradients do not move, as batch normalisation has; take layerNorm instead.",
    );
  }
  return { kind: "layersModel", tf, model };
}

export const layersModelWidth = ({ model }: LayersModelSpec): number =>
  model.outputs[0].shape[1] as number;

export function createLayersModel(
  { tf, model }: LayersModelSpec,
  { name, inputWidth }: LayerParts,
): Layer {
  const wanted = model.inputs[0].shape[1] as number;
  if (wanted !== inputWidth) {
    throw new ConfigError(
      `layersModel takes rows of ${wanted} numbers, and what comes before it gives ${inputWidth}.`,
    );
  }
  return new LayersModelLayer({ tf, model }, name);
}

class LayersModelLayer implements Layer {
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly parameters: readonly Parameter[];
  readonly #tf: TensorFlowLike;
  readonly #model: LayersModelLike;

  constructor({ tf, model }: LayersModelParts, name: string) {
    this.inputWidth = model.inputs[0].shape[1] as number;
    this.outputWidth = model.outputs[0].shape[1] as number;
    this.#tf = tf;
    this.#model = model;
    this.parameters = model.trainableWeights.map((weight, i) => ({
      name: `${name}/${i}`,
      shape: weight.shape as number[],
      data: Float32Array.from(weight.read().dataSync()),
      l2: 0,
    }));
  }

  forward(input: Float32Array, rows: number, { training }: LayerContext): Pass {
    const tf = this.#tf;
    const output = tf.tidy(() => {
      this.#writeWeights();
      const rowsOfInput = tf.tensor(input, [rows, this.inputWidth]);
      const options = { training: training !== undefined };
      const result = this.#model.apply(rowsOfInput as never, options as never);
      return Float32Array.from((result as TensorLike).dataSync());
    });
    return { output, backward: (gradients) => this.#backward(input, rows, gradients, training) };
  }

  /** TensorFlow.js goes forward once more to differentiate: what it did before is not on its tape. */
  #backward(
    input: Float32Array,
    rows: number,
    gradients: Float32Array,
    training: LayerContext["training"],
  ): LayerGradients {
    const tf = this.#tf;
    return tf.tidy(() => {
      this.#writeWeights();
      const shape = [rows, this.inputWidth];
      const point = tf.variable(tf.tensor(input, shape) as never);
      const weights = this.#model.trainableWeights.map((weight) => weight.read());
      const outer = tf.tensor(gradients, [rows, this.outputWidth]);
      const weighed = () => {
        const options = { training: training !== undefined };
        const output = this.#model.apply(point as never, options as never);
        return tf.sum(tf.mul(output as never, outer as never) as never);
      };
      const { grads } = tf.variableGrads(weighed as never, [point, ...weights] as never);
      const gradientOf = ({ name }: TensorLike) =>
        Float32Array.from(grads[name as string].dataSync());
      const found = { input: gradientOf(point), parameters: weights.map(gradientOf) };
      point.dispose();
      return found;
    });
  }

  #writeWeights(): void {
    this.#model.trainableWeights.forEach((weight, i) => {
      const { data, shape } = this.parameters[i];
      weight.write(this.#tf.tensor(data, [...shape]) as never);
    });
  }
}
