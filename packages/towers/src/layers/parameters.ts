import { ConfigError, type Tensor } from "@towerkit/core";
import type { Parameter } from "./layer.js";

/** The parameters' numbers as they are now, not a copy, by name. */
export const weightsOf = (parameters: readonly Parameter[]): Record<string, Tensor> =>
  Object.fromEntries(
    parameters.map(({ name, shape, data }) => [name, { shape: [...shape], data }]),
  );

/**
 * Takes numbers that `weightsOf` once gave.
 * @throws ConfigError if one is missing or has another shape.
 */
export function loadWeights(
  parameters: readonly Parameter[],
  weights: Readonly<Record<string, Tensor>>,
): void {
  for (const { name, shape, data } of parameters) {
    const given = Object.hasOwn(weights, name) ? weights[name] : undefined;
    if (!(given?.data instanceof Float32Array) || String(given.shape) !== String(shape)) {
      throw new ConfigError(
        `the weights must hold "${name}" as float32 of shape [${shape}], got ${given === undefined ? "nothing" : `shape [${given.shape}]`}.`,
      );
    }
    data.set(given.data);
  }
}
