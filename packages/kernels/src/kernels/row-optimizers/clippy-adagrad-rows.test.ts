import { NumericError } from "@towerkit/core";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scratch } from "../../runtime/scratch.js";
import { clippyAdagradRows } from "./clippy-adagrad-rows.js";
import type { ClippyAdagradRowsInput } from "./input.js";

const defaults = {
  learningRate: 0.001,
  epsilon: 1e-7,
  variableRelativeThreshold: 0.1,
  accumulatorRelativeThreshold: 0,
  absoluteThreshold: 1e-7,
  accumulatorUpdate: "after",
} as const;

const run = (input: ClippyAdagradRowsInput) => clippyAdagradRows(input, new Scratch());

/** One row of weights with accumulators that make every step the gradient itself. */
function shrunk(
  steps: number[],
  weights: number[],
  thresholds: Partial<ClippyAdagradRowsInput>,
): { scale: number; steps: number[] } {
  const table = Float32Array.from(weights);
  const { clippingFactor } = run({
    ...defaults,
    table,
    accumulator: new Float32Array(steps.length).fill(1),
    dim: steps.length,
    rows: Int32Array.of(0),
    gradients: Float32Array.from(steps),
    learningRate: 1,
    epsilon: 0,
    ...thresholds,
  });
  return { scale: clippingFactor, steps: weights.map((weight, i) => weight - table[i]) };
}

// The cases of TensorFlow Recommenders' clippy_adagrad_test.py at commit cf1dafa; those of its helper
// shrink_by_references are stated with one reference, which is the weight here.
describe("clippyAdagradRows shrinks as TensorFlow Recommenders does", () => {
  it.each([
    ["a step of 2 by a weight of 4", 2, 4, 0.1, 0.02, 0.42, 0.21],
    ["by one of -4", 2, -4, 0.1, 0.02, 0.42, 0.21],
    ["a step of -2", -2, 4, 0.1, 0.02, -0.42, 0.21],
    ["without an absolute threshold", -2, 4, 0.1, 0, -0.4, 0.2],
    ["a weight of 0 without one: not at all", -2, 0, 0.1, 0, 0, 0],
    ["a step within the threshold: it stays", 2, 20, 0.1, 0.1, 2, 1],
    ["a negative step within it", -2, 20, 0.1, 0.1, -2, 1],
    ["a step of 0", 0, 1, 0.1, 0.1, 0, 1],
    ["a step of 0 where the threshold is 0", 0, 0, 0, 0, 0, 1],
    ["by the absolute threshold alone", 2, 7, 0, 0.02, 0.02, 0.01],
    ["a step of 0 without any threshold", 0, 7, 0, 0, 0, 1],
  ])("%s", (_, step, weight, variableRelativeThreshold, absoluteThreshold, expected, scale) => {
    const found = shrunk([step], [weight], { variableRelativeThreshold, absoluteThreshold });
    expect(found.scale).toBeCloseTo(scale, 6);
    expectAllClose(found.steps, [expected], { absolute: 1e-6 });
  });

  it.each([
    ["all values by the one that needs it most", [1, 1], [1, 0.1], 0.01, [0.02, 0.02], 0.02],
    ["values of 0 left out of it", [1, 1, 0, 0], [1, 0.1, 1, 0], 0, [0.01, 0.01, 0, 0], 0.01],
    ["to nothing where one may not move", [1, 1, 0, 0], [1, 0, 1, 0], 0, [0, 0, 0, 0], 0],
  ])("%s", (_, steps, weights, absoluteThreshold, expected, scale) => {
    const found = shrunk(steps, weights, { absoluteThreshold });
    expect(found.scale).toBeCloseTo(scale, 6);
    expectAllClose(found.steps, expected, { absolute: 1e-6 });
  });
});

describe("clippyAdagradRows steps as TensorFlow Recommenders does", () => {
  const sparse = () => ({
    table: Float32Array.of(3, 4, 1, 2),
    accumulator: new Float32Array(4).fill(0.01),
    dim: 2,
    rows: Int32Array.of(1),
  });
  const clipped = {
    learningRate: 0.2,
    epsilon: 0,
    variableRelativeThreshold: 0.4,
    accumulatorRelativeThreshold: 0.01,
    absoluteThreshold: 0.1,
  };

  it.each([
    ["after", 100.01],
    ["clipped", 0.1],
  ] as const)("with the accumulator's update %s", (accumulatorUpdate, sum) => {
    const input = {
      ...sparse(),
      ...clipped,
      gradients: Float32Array.of(10, 10),
      accumulatorUpdate,
    };
    expect(run(input).clippingFactor).toBeCloseTo(0.03, 6);
    expectAllClose(input.table, [3, 4, 0.4, 1.4], { absolute: 2e-6 });
    expectAllClose(input.accumulator, [0.01, 0.01, sum, sum], { relative: 1e-6 });
  });

  it("with the standard update before, from an accumulator of 0", () => {
    const input = {
      ...defaults,
      ...sparse(),
      accumulator: new Float32Array(4),
      gradients: Float32Array.of(0.1, 0.15),
      learningRate: 0.1,
      accumulatorUpdate: "before" as const,
    };
    expect(run(input).clippingFactor).toBe(1);
    expectAllClose(input.table, [3, 4, 0.9000005, 1.90000022], { absolute: 2e-6 });
    expectAllClose(input.accumulator, [0, 0, 0.01, 0.0225], { relative: 1e-6 });
  });
});

describe("clippyAdagradRows", () => {
  it("is plain Adagrad with the accumulator's old value where nothing is clipped", () => {
    const input = {
      ...defaults,
      table: Float32Array.of(1, 2),
      accumulator: Float32Array.of(0.1, 0.4),
      dim: 1,
      rows: Int32Array.of(1, 0),
      gradients: Float32Array.of(0.3, -0.2),
    };
    expect(run(input).clippingFactor).toBe(1);
    const expected = [1 + (0.001 * 0.2) / Math.sqrt(0.1), 2 - (0.001 * 0.3) / Math.sqrt(0.4)];
    expectAllClose(input.table, expected, { relative: 1e-6 });
    expectAllClose(input.accumulator, [0.1 + 0.04, 0.4 + 0.09], { relative: 1e-6 });
  });

  it("has nothing to clip where no row is given", () => {
    const [table, accumulator, gradients] = [1, 1, 0].map((n) => new Float32Array(n));
    const input = { ...defaults, table, accumulator, dim: 1, rows: new Int32Array(0), gradients };
    expect(run(input)).toEqual({ clippingFactor: 1 });
  });

  it("never moves a value beyond its threshold, and at least one right up to it", () => {
    const anyValue = fc.double({ min: -3, max: 3, noNaN: true });
    const anyThreshold = fc.constantFrom(0, 0.01, 0.1, 1);
    const anyRow = fc.record({ weight: anyValue, gradient: anyValue, sum: anyValue });
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 1, maxLength: 12 }),
        anyThreshold,
        anyThreshold,
        (row, variableRelativeThreshold, accumulatorRelativeThreshold) => {
          const table = Float32Array.from(row, ({ weight }) => weight);
          const before = Float64Array.from(table);
          const sums = row.map(({ sum }) => Math.abs(sum) + 0.1);
          const { clippingFactor } = run({
            ...defaults,
            learningRate: 1,
            table,
            accumulator: Float32Array.from(sums),
            dim: row.length,
            rows: Int32Array.of(0),
            gradients: Float32Array.from(row, ({ gradient }) => gradient),
            variableRelativeThreshold,
            accumulatorRelativeThreshold,
            absoluteThreshold: 0.05,
          });
          const reach = row.map(({ gradient }, i) => {
            const scale = 1 / Math.sqrt(sums[i]);
            const most =
              Math.abs(before[i]) * variableRelativeThreshold +
              scale * accumulatorRelativeThreshold +
              0.05;
            expect(Math.abs(table[i] - before[i])).toBeLessThan(most * (1 + 1e-5) + 1e-6);
            return most / Math.abs(gradient * scale);
          });
          expect(clippingFactor).toBeCloseTo(Math.min(1, ...reach), 5);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("refuses a step that is not finite, before it writes anything", () => {
    const input = {
      ...defaults,
      table: Float32Array.of(1, 2, 3, 4),
      accumulator: Float32Array.of(0.1, 0.1, 0.1, 0),
      dim: 2,
      rows: Int32Array.of(0, 1),
      gradients: Float32Array.of(1, 1, 1, 0),
      epsilon: 0,
    };
    expect(() => run(input)).toThrow(NumericError);
    expect(() => run(input)).toThrow(/step of row 1, value 1, is NaN: accumulator \+ epsilon/);
    expect([...input.table, ...input.accumulator.subarray(0, 3)]).toEqual(
      [1, 2, 3, 4, 0.1, 0.1, 0.1].map(Math.fround),
    );
  });
});
