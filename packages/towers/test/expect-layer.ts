import { createGenerator } from "@towerkit/core";
import { createRuntime, type Runtime } from "@towerkit/kernels";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import type { NetworkLayer } from "../src/layers/layer-kinds.js";
import { Network } from "../src/layers/network.js";

/** A layer's formula for one row, in float64: written for the test, from the paper. */
export type RowFormula = (row: Float64Array, parameters: readonly Float64Array[]) => number[];

export interface LayerExpectation {
  readonly layers: readonly NetworkLayer[];
  readonly inputWidth: number;
  readonly rows: number;
  readonly formula: RowFormula;
  readonly seed?: number;
}

let shared: Promise<Runtime> | undefined;

/** One runtime for all the tests of a file. */
export function testRuntime(): Promise<Runtime> {
  shared ??= createRuntime({ threads: 1 });
  return shared;
}

/**
 * Expects a network to compute the formula, and its gradients to agree with central differences of
 * that formula in float64: those of the input and those of every parameter.
 */
export async function expectLayer(expectation: LayerExpectation): Promise<void> {
  const { layers, inputWidth, rows, formula, seed = 1 } = expectation;
  const runtime = await testRuntime();
  const network = new Network({ layers, inputWidth, name: "test", seed });
  const random = createGenerator(seed, "test");
  // Biases and scales start at numbers that hide mistakes.
  for (const { data } of network.parameters) spread(data, random, 1);
  const input = spread(new Float32Array(rows * inputWidth), random, 1.5);

  const { output, backward } = network.forward(input, rows, { runtime });
  const parameters = network.parameters.map(({ data }) => Float64Array.from(data));
  const forward = (point: Float64Array, numbers: readonly Float64Array[]) =>
    Array.from({ length: rows }, (_, row) =>
      formula(point.subarray(row * inputWidth, (row + 1) * inputWidth), numbers),
    ).flat();
  const wide = Float64Array.from(input);
  expectAllClose(output, forward(wide, parameters), { ofLargest: 1e-6 });

  const coefficients = spread(new Float32Array(output.length), random, 1);
  const weighed = (values: readonly number[]) =>
    values.reduce((sum, value, i) => sum + value * coefficients[i], 0);
  const gradients = backward(coefficients.slice());
  const closeness = { step: 1e-5, tolerance: 2e-6 };
  checkGradient({
    f: (point) => weighed(forward(point, parameters)),
    point: wide,
    gradient: gradients.input,
    ...closeness,
  });
  parameters.forEach((point, i) => {
    checkGradient({
      f: (moved) => weighed(forward(wide, parameters.with(i, moved))),
      point,
      gradient: gradients.parameters[i],
      ...closeness,
    });
  });
}

function spread<A extends Float32Array>(
  values: A,
  random: ReturnType<typeof createGenerator>,
  bound: number,
): A {
  for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * bound;
  return values;
}
