import { createGenerator } from "@towerkit/core";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import type { SequenceLayer } from "../src/sequences/sequence-layer.js";
import { testRuntime } from "./expect-layer.js";

/** The output for one row's vectors, in float64: written for the test, from the paper. */
export type SequenceFormula = (
  vectors: readonly Float64Array[],
  parameters: readonly Float64Array[],
) => number[];

/**
 * Expects a sequence layer to compute the formula on rows of these lengths, and its gradients to
 * agree with central differences of it in float64.
 */
export async function expectSequenceLayer(
  layer: SequenceLayer,
  lengths: readonly number[],
  formula: SequenceFormula,
): Promise<void> {
  const runtime = await testRuntime();
  const random = createGenerator(5, "test");
  const spread = (values: Float32Array) => {
    for (let i = 0; i < values.length; i++) values[i] = 2 * random.uniform() - 1;
    return values;
  };
  for (const { data } of layer.parameters) spread(data);
  const offsets = Int32Array.from([0, ...lengths]);
  for (let row = 0; row < lengths.length; row++) offsets[row + 1] += offsets[row];
  const width = layer.inputWidth;
  const entries = spread(new Float32Array(offsets[lengths.length] * width));

  const forward = (point: Float64Array, parameters: readonly Float64Array[]) =>
    lengths.flatMap((length, row) =>
      formula(
        Array.from({ length }, (_, i) => {
          const from = (offsets[row] + i) * width;
          return point.subarray(from, from + width);
        }),
        parameters,
      ),
    );
  const { output, backward } = layer.forward(entries, offsets, { runtime });
  const wide = Float64Array.from(entries);
  const parameters = layer.parameters.map(({ data }) => Float64Array.from(data));
  expectAllClose(output, forward(wide, parameters), { ofLargest: 2e-6 });

  const coefficients = spread(new Float32Array(output.length));
  const weighed = (values: readonly number[]) =>
    values.reduce((sum, value, i) => sum + value * coefficients[i], 0);
  const gradients = backward(coefficients.slice());
  const tolerance = 5e-6;
  checkGradient({
    f: (point) => weighed(forward(point, parameters)),
    point: wide,
    gradient: gradients.entries,
    tolerance,
  });
  parameters.forEach((point, i) => {
    checkGradient({
      f: (moved) => weighed(forward(wide, parameters.with(i, moved))),
      point,
      gradient: gradients.parameters[i],
      tolerance,
    });
  });
}
