import { checkInteger, checkLength, type Tensor } from "@towerkit/core";
import { firstNumbers } from "./initial-numbers.js";
import type { Layer, LayerContext, LayerSpec, Parameter, Pass } from "./layer.js";
import { createLayer, layerToJSON, type NetworkLayer, readLayer } from "./layer-kinds.js";
import { loadWeights, weightsOf } from "./parameters.js";
import { forwardThrough, makeStack } from "./stack.js";

export interface NetworkOptions {
  /** The layers, first to last. */
  readonly layers: readonly NetworkLayer[];
  readonly inputWidth: number;
  /** What the network is for: networks of one seed differ by it. */
  readonly name: string;
  /** Decides the first numbers of the parameters, a whole number from 0. */
  readonly seed: number;
  /** Weights that are to be loaded: the parameters are made for them, and begin at 0. Default: none. */
  readonly weights?: Readonly<Record<string, Tensor>> | undefined;
}

/** A network without its weights, as JSON. */
export interface NetworkTopology {
  readonly inputWidth: number;
  /** First to last. */
  readonly layers: readonly LayerSpec[];
}

/**
 * Layers one after another, with their derivatives: the dense part of a tower, or a rating head.
 *
 * @example
 * const network = new Network({ layers: denseStack([64, 1]), inputWidth: 32, name: "rating", seed: 42 });
 * const { output, backward } = network.forward(inputs, rows, { runtime });
 * const gradients = backward(outputGradients);
 */
export class Network implements Layer {
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly layers: readonly NetworkLayer[];
  readonly parameters: readonly Parameter[];
  readonly #layers: readonly Layer[];

  /**
   * @throws ConfigError if a layer's settings are wrong or do not fit the width before it, BundleError if
   * `weights` are given and lack a parameter's.
   */
  constructor({ layers, inputWidth, name, seed, weights }: NetworkOptions) {
    this.inputWidth = checkInteger("inputWidth", inputWidth, 1);
    this.layers = layers.map((spec, i) => readLayer(`layer ${i + 1}`, spec));
    checkInteger("seed", seed, 0);
    const initial = firstNumbers({ seed, name, weights });
    this.#layers = makeStack(this.layers, { name: "layers", inputWidth, initial }, createLayer);
    this.outputWidth = this.#layers.at(-1)?.outputWidth ?? inputWidth;
    this.parameters = this.#layers.flatMap(({ parameters }) => parameters);
  }

  /**
   * The network's output for some rows.
   * @param input - `[rows, inputWidth]`, not changed.
   * @throws ConfigError if `input` is of another length.
   */
  forward(input: Float32Array, rows: number, context: LayerContext): Pass {
    checkLength("input", input, rows * this.inputWidth);
    return forwardThrough(this.#layers, input, rows, context);
  }

  /** Each layer's kind, width and number of parameters, for people. */
  describe(): { kind: string; width: number; parameters: number }[] {
    return this.#layers.map(({ outputWidth, parameters }, i) => ({
      kind: this.layers[i].kind,
      width: outputWidth,
      parameters: parameters.reduce((total, { data }) => total + data.length, 0),
    }));
  }

  /** The network without its weights, as JSON: `new Network({ ...topology, name, seed })` makes its like. */
  topology(): NetworkTopology {
    return { inputWidth: this.inputWidth, layers: this.layers.map(layerToJSON) };
  }

  /** The parameters' numbers as they are now, not a copy, by name. */
  weights(): Record<string, Tensor> {
    return weightsOf(this.parameters);
  }

  /**
   * Takes numbers that `weights` once gave.
   * @throws ConfigError if one is missing or has another shape.
   */
  load(weights: Readonly<Record<string, Tensor>>): void {
    loadWeights(this.parameters, weights);
  }
}
