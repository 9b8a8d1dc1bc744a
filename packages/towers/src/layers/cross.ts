import { ConfigError, checkInteger, checkOneOf, shown } from "@towerkit/core";
import { ACTIVATIONS, type Activation } from "./activation.js";
import { checkL2, checkSwitch } from "./checks.js";
import { CrossMap, type CrossSettings } from "./cross-map.js";
import type { Layer, LayerParts, LayerSpec, Pass } from "./layer.js";

export interface CrossLayerOptions {
  /**
   * The width of the projection in between, which turns W into the product of two thin matrices.
   * It saves work below half of the input's width; a quarter has been found to keep the accuracy.
   * Default: W as it is.
   */
  readonly projectionDim?: number;
  /** Added to W's diagonal, outside the activation; keeps training stable. From 0. Default 0. */
  readonly diagScale?: number;
  /** Default true. */
  readonly useBias?: boolean;
  /** Between the map and the product with `x0`. Default `"linear"`. */
  readonly preactivation?: Activation;
  /** What the squares of W's numbers cost, each. Default 0. */
  readonly l2?: number;
}

/** The settings of a stack of cross layers. */
export interface CrossSpec extends LayerSpec, CrossSettings {
  readonly kind: "cross";
  readonly layers: number;
}

/**
 * A cross layer of DCN-v2 (Wang and others, 2021): with `x0` the input of the first of the stack,
 * `x ↦ x0 ⊙ (W x + b + diagScale · x) + x`. It learns products of features, of one degree more with
 * each layer, and keeps the width.
 * @throws ConfigError if an option is not what it should be.
 */
export function cross(options: CrossLayerOptions = {}): CrossSpec {
  return multiLayerCross({ ...options, layers: 1 });
}

/**
 * A stack of cross layers on the same `x0`.
 * @param options - `layers` is 3 unless given.
 * @throws ConfigError if an option is not what it should be.
 */
export function multiLayerCross(
  options: CrossLayerOptions & { readonly layers?: number } = {},
): CrossSpec {
  const {
    projectionDim,
    diagScale = 0,
    useBias = true,
    preactivation = "linear",
    l2 = 0,
  } = options;
  if (typeof diagScale !== "number" || !(diagScale >= 0) || diagScale === Infinity) {
    throw new ConfigError(`cross diagScale must be a number from 0, got ${shown(diagScale)}.`);
  }
  return {
    kind: "cross",
    layers: checkInteger("cross layers", options.layers ?? 3, 1),
    projectionDim:
      projectionDim == null ? null : checkInteger("cross projectionDim", projectionDim, 1),
    diagScale,
    useBias: checkSwitch("cross useBias", useBias),
    preactivation: checkOneOf("cross preactivation", preactivation, ACTIVATIONS),
    l2: checkL2("cross l2", l2),
  };
}

export function createCross(spec: CrossSpec, parts: LayerParts): Layer {
  const { inputWidth, name } = parts;
  const maps: CrossMap[] = [];
  for (let i = 1; i <= spec.layers; i++) {
    maps.push(new CrossMap(spec, { ...parts, name: spec.layers === 1 ? name : `${name}/${i}` }));
  }
  return {
    inputWidth,
    outputWidth: inputWidth,
    parameters: maps.flatMap(({ parameters }) => parameters),
    forward(input, rows, { runtime }): Pass {
      let x = input;
      const passes = maps.map((map) => {
        const pass = map.forward(input, x, rows, runtime);
        x = pass.output;
        return pass;
      });
      return {
        output: x,
        backward(gradients) {
          const ofX0 = new Float32Array(input.length);
          const parameters: Float32Array[] = [];
          let back = gradients;
          for (let i = passes.length - 1; i >= 0; i--) {
            const found = passes[i].backward(back);
            addTo(ofX0, found.x0);
            parameters.unshift(...found.parameters);
            back = found.x;
          }
          addTo(ofX0, back);
          return { input: ofX0, parameters };
        },
      };
    },
  };
}

function addTo(sums: Float32Array, values: Float32Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] += values[i];
}
