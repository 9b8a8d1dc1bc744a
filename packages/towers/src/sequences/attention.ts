import type { Runtime } from "@towerkit/kernels";
import { activate, activationGradients } from "../layers/activation.js";
import type { LayerContext, LayerParts, Parameter } from "../layers/layer.js";
import { biasOf, LinearMap } from "../layers/linear-map.js";
import type { SequenceGradients, SequenceLayer, SequencePass } from "./sequence-layer.js";

/**
 * A weighted mean of a row's vectors, whose weights are learned: `softmax(context · tanh(W e + b))`
 * over the row's entries e (Yang and others, "Hierarchical attention networks", 2016).
 */
export class Attention implements SequenceLayer {
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly parameters: readonly Parameter[];
  readonly #map: LinearMap;
  readonly #context: LinearMap;

  constructor({ name, inputWidth, initial }: LayerParts) {
    this.inputWidth = inputWidth;
    this.outputWidth = inputWidth;
    const kernel = (part: string, outputs: number): Parameter => {
      const own = `${name}/${part}`;
      const data = initial.glorotUniform(own, inputWidth, outputs);
      return { name: own, shape: [inputWidth, outputs], data, l2: 0 };
    };
    this.#map = new LinearMap(kernel("kernel", inputWidth), biasOf(name, inputWidth, initial));
    this.#context = new LinearMap(kernel("context", 1));
    this.parameters = [...this.#map.parameters, ...this.#context.parameters];
  }

  forward(entries: Float32Array, offsets: Int32Array, { runtime }: LayerContext): SequencePass {
    const width = this.inputWidth;
    const count = entries.length / width;
    const hidden = this.#map.forward(entries, count, runtime);
    activate("tanh", hidden, runtime);
    const weights = this.#context.forward(hidden, count, runtime);
    softmaxOfRows(weights, offsets, runtime);
    const rows = { entries, weights, offsets, width };
    return {
      output: weightedSums(rows),
      backward: (gradients) => this.#backward(rows, hidden, gradients, runtime),
    };
  }

  #backward(
    rows: WeightedRows,
    hidden: Float32Array,
    gradients: Float32Array,
    runtime: Runtime,
  ): SequenceGradients {
    const count = rows.weights.length;
    const ofLogits = logitGradients(rows, gradients);
    const context = this.#context.backward(hidden, count, ofLogits, runtime);
    activationGradients("tanh", hidden, context.input);
    const map = this.#map.backward(rows.entries, count, context.input, runtime);
    addWeightedGradients(rows, gradients, map.input);
    return { entries: map.input, parameters: [...map.parameters, ...context.parameters] };
  }
}

/** In place: logits to weights that add up to 1 in each row. */
function softmaxOfRows(logits: Float32Array, offsets: Int32Array, runtime: Runtime): void {
  for (let row = 0; row + 1 < offsets.length; row++) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let e = offsets[row]; e < offsets[row + 1]; e++) largest = Math.max(largest, logits[e]);
    for (let e = offsets[row]; e < offsets[row + 1]; e++) logits[e] -= largest;
  }
  runtime.exp({ values: logits, out: logits });
  for (let row = 0; row + 1 < offsets.length; row++) {
    let sum = 0;
    for (let e = offsets[row]; e < offsets[row + 1]; e++) sum += logits[e];
    for (let e = offsets[row]; e < offsets[row + 1]; e++) logits[e] /= sum;
  }
}

/** Rows of vectors, the weight of each, and where each row's begin. */
interface WeightedRows {
  readonly entries: Float32Array;
  readonly weights: Float32Array;
  readonly offsets: Int32Array;
  readonly width: number;
}

/** `[rows, width]` */
function weightedSums({ entries, weights, offsets, width }: WeightedRows): Float32Array {
  const rows = offsets.length - 1;
  const sums = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      for (let d = 0; d < width; d++) sums[row * width + d] += weights[e] * entries[e * width + d];
    }
  }
  return sums;
}

/** The gradients of the logits of the weights, `[entries]`, given those of the weighted sums. */
function logitGradients(
  { entries, weights, offsets, width }: WeightedRows,
  gradients: Float32Array,
): Float32Array {
  const found = new Float32Array(weights.length);
  for (let row = 0; row + 1 < offsets.length; row++) {
    let mean = 0;
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      let product = 0;
      for (let d = 0; d < width; d++)
        product += gradients[row * width + d] * entries[e * width + d];
      found[e] = product;
      mean += weights[e] * product;
    }
    for (let e = offsets[row]; e < offsets[row + 1]; e++) found[e] = weights[e] * (found[e] - mean);
  }
  return found;
}

/** Adds to each entry's gradient what comes to it as a part of its row's sum. */
function addWeightedGradients(
  { weights, offsets, width }: Omit<WeightedRows, "entries">,
  gradients: Float32Array,
  out: Float32Array,
): void {
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      for (let d = 0; d < width; d++) out[e * width + d] += weights[e] * gradients[row * width + d];
    }
  }
}
