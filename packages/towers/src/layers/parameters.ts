import { BundleError, ConfigError, type Tensor } from "@towerkit/core";
import type { Parameter } from "./layer.js";

type Weights = Readonly<Record<string, Tensor>>;

/** The parameters' numbers as they are now, not a copy, by name. */
export const weightsOf = (parameters: readonly Parameter[]): Record<string, Tensor> =>
  Object.fromEntries(
    parameters.map(({ name, shape, data }) => [name, { shape: [...shape], data }]),
  );

/**
 * Takes numbers that `weightsOf` once gave.
 * @throws ConfigError if one is missing or has another shape.
 */
export function loadWeights(parameters: readonly Parameter[], weights: Weights): void {
  for (const { name, shape, data } of parameters) {
    const found = numbersOf(name, shape, weights);
    if (found === undefined) throw new ConfigError(mismatch(name, shape, weights));
    data.set(found);
  }
}

/**
 * The numbers that stored weights hold for a parameter.
 * @throws BundleError if they are missing or have another shape.
 */
export function checkStored(
  name: string,
  shape: readonly number[],
  weights: Weights,
): Float32Array {
  const found = numbersOf(name, shape, weights);
  if (found === undefined) throw new BundleError(mismatch(name, shape, weights));
  return found;
}

/** Undefined unless there is a float32 tensor of that very shape, with as many numbers. */
function numbersOf(
  name: string,
  shape: readonly number[],
  weights: Weights,
): Float32Array | undefined {
  const { data, shape: given } = tensorOf(name, weights) ?? {};
  const isOfShape = given?.length === shape.length && shape.every((n, axis) => n === given[axis]);
  const size = shape.reduce((product, n) => product * n, 1);
  return isOfShape && data instanceof Float32Array && data.length === size ? data : undefined;
}

function mismatch(name: string, shape: readonly number[], weights: Weights): string {
  const found = tensorOf(name, weights);
  const what =
    found === undefined
      ? "nothing"
      : `${found.data.constructor.name} of shape [${found.shape.join(", ")}] with ${found.data.length} values`;
  return `the weights must hold "${name}" as float32 of shape [${shape.join(", ")}], got ${what}.`;
}

const tensorOf = (name: string, weights: Weights): Tensor | undefined =>
  Object.hasOwn(weights, name) ? weights[name] : undefined;
