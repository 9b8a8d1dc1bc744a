import { ConfigError } from "@towerkit/core";
import { type ClippyAdagradOptions, clippyAdagrad } from "@towerkit/models";
import { expectAllClose } from "@towerkit/test-utils";
import { expect } from "vitest";
import { type Claim, type Claims, claim } from "../cases.js";
import { matrix, type Rows, runtimeForTests } from "./embeddings.js";

interface Shrinking {
  readonly tensor: number | readonly number[];
  readonly references: readonly (number | readonly number[])[];
  readonly relative_factors: readonly number[];
  readonly absolute_factor: number;
}

/**
 * A step whose accumulators make it the gradient itself shows how steps are shrunk: the reference is
 * the weight. Without a reference the weight is 7, and does not count.
 */
const shrinking: Claim = claim<Shrinking, { tensor: number | number[]; scale: number }>(
  async (given, expected, tolerance) => {
    const steps = [given.tensor].flat() as number[];
    const [reference = steps.map(() => 7)] = given.references;
    const weights = [reference].flat() as number[];
    const table = tableOf([weights]);
    const optimizer = clippyAdagrad(1, {
      initialAccumulator: 1,
      epsilon: 0,
      variableRelativeThreshold: given.relative_factors[0] ?? 0,
      absoluteThreshold: given.absolute_factor,
    });
    const gradient = { table, rows: Int32Array.of(0), values: Float32Array.from(steps) };
    optimizer.step(gradient, { runtime: await runtimeForTests() });
    expectAllClose([optimizer.clippingFactor(table) as number], [expected.scale], {
      absolute: tolerance,
    });
    const taken = weights.map((weight, i) => weight - (table.data[i] as number));
    expectAllClose(taken, [expected.tensor].flat(), { absolute: tolerance });
  },
);

interface Step {
  readonly learning_rate: number;
  readonly initial_accumulator_value: number;
  readonly dense_variable: readonly number[];
  readonly dense_gradient: readonly number[];
  readonly sparse_variable: Rows;
  readonly sparse_gradient: { readonly rows: readonly number[]; readonly values: Rows };
  readonly variable_relative_threshold?: number;
  readonly accumulator_relative_threshold?: number;
  readonly absolute_threshold?: number;
  readonly epsilon?: number;
  readonly clip_accumulator_update?: boolean;
  readonly use_standard_accumulator_update?: boolean;
}

interface Stepped {
  readonly dense_variable: readonly number[];
  readonly dense_accumulator: readonly number[];
  readonly sparse_variable: Rows;
  readonly sparse_accumulator: Rows;
  readonly clipping_factors: readonly number[];
}

const optionsOf = (given: Step): ClippyAdagradOptions => ({
  initialAccumulator: given.initial_accumulator_value,
  ...(given.variable_relative_threshold !== undefined && {
    variableRelativeThreshold: given.variable_relative_threshold,
    accumulatorRelativeThreshold: given.accumulator_relative_threshold ?? 0,
    absoluteThreshold: given.absolute_threshold ?? 0,
    epsilon: given.epsilon ?? 0,
  }),
  accumulatorUpdate: given.clip_accumulator_update
    ? "clipped"
    : given.use_standard_accumulator_update
      ? "before"
      : "after",
});

const stepping: Claim = claim<Step, Stepped>(async (given, expected, tolerance) => {
  const runtime = await runtimeForTests();
  const options = optionsOf(given);
  const optimizer = clippyAdagrad(given.learning_rate, options);
  const [dense, sparse] = [tableOf([given.dense_variable]), tableOf(given.sparse_variable)];
  const denseGradient = { rows: Int32Array.of(0), values: Float32Array.from(given.dense_gradient) };
  const sparseGradient = {
    rows: Int32Array.from(given.sparse_gradient.rows),
    values: matrix(given.sparse_gradient.values).data,
  };
  optimizer.step({ table: dense, ...denseGradient }, { runtime });
  optimizer.step({ table: sparse, ...sparseGradient }, { runtime });
  const close = { absolute: tolerance };
  expectAllClose(dense.data, expected.dense_variable, close);
  expectAllClose(sparse.data, expected.sparse_variable.flat(), close);
  const factors = [dense, sparse].map((table) => optimizer.clippingFactor(table) as number);
  expectAllClose(factors, expected.clipping_factors, close);
  await checkAccumulators(given, expected);
});

/** Accumulators are the optimizer's own; the kernel under it shows them. */
async function checkAccumulators(given: Step, expected: Stepped): Promise<void> {
  const runtime = await runtimeForTests();
  const { initialAccumulator = 0.1, ...thresholds } = optionsOf(given);
  const settings = {
    epsilon: 1e-7,
    variableRelativeThreshold: 0.1,
    accumulatorRelativeThreshold: 0,
    absoluteThreshold: 1e-7,
    accumulatorUpdate: "after" as const,
    ...thresholds,
    learningRate: given.learning_rate,
  };
  for (const [variable, rows, gradients, sums] of [
    [[given.dense_variable], [0], [given.dense_gradient], [expected.dense_accumulator]],
    [
      given.sparse_variable,
      given.sparse_gradient.rows,
      given.sparse_gradient.values,
      expected.sparse_accumulator,
    ],
  ] as const) {
    const { data: table, dim } = matrix(variable);
    const accumulator = new Float32Array(table.length).fill(initialAccumulator);
    runtime.clippyAdagradRows({
      table,
      accumulator,
      dim,
      rows: Int32Array.from(rows),
      gradients: matrix(gradients).data,
      ...settings,
    });
    expectAllClose(accumulator, sums.flat(), { absolute: 2e-6, relative: 1e-6 });
  }
}

const tableOf = (rows: Rows) => {
  const { data, dim } = matrix(rows);
  return { name: "table", rows: rows.length, dim, data };
};

export const clippyClaims: Claims = {
  "clippy/shrink/scalar-0": shrinking,
  "clippy/shrink/scalar-1": shrinking,
  "clippy/shrink/scalar-2": shrinking,
  "clippy/shrink/scalar-3": shrinking,
  "clippy/shrink/scalar-4": shrinking,
  "clippy/shrink/scalar-5": shrinking,
  "clippy/shrink/scalar-6": shrinking,
  "clippy/shrink/scalar-7": shrinking,
  "clippy/shrink/scalar-9": shrinking,
  "clippy/shrink/no-references": shrinking,
  "clippy/shrink/no-references-zero": shrinking,
  "clippy/shrink/tensor": shrinking,
  "clippy/shrink/tensor-zero-absolute": shrinking,
  "clippy/shrink/tensor-zero-reference": shrinking,

  "clippy/shrink/error/absolute_factor": claim<{ absolute_factor: number }>(
    ({ absolute_factor: absoluteThreshold }) => {
      expect(() => clippyAdagrad(0.1, { absoluteThreshold })).toThrow(ConfigError);
      expect(() => clippyAdagrad(0.1, { absoluteThreshold })).toThrow("absoluteThreshold");
    },
  ),

  "clippy/step/clip": stepping,
  "clippy/step/clip-accumulator": stepping,
  "clippy/step/standard-update": stepping,

  "clippy/config": claim(() => {
    const made = clippyAdagrad(0.1, {
      initialAccumulator: 0.2,
      variableRelativeThreshold: 0.3,
      accumulatorRelativeThreshold: 0.6,
      absoluteThreshold: 0.4,
      epsilon: 0.5,
      accumulatorUpdate: "before",
    });
    const { name, learningRate, ...options } = JSON.parse(JSON.stringify(made));
    expect(name).toBe("clippyAdagrad");
    expect(clippyAdagrad(learningRate, options).toJSON()).toEqual(made.toJSON());
    expect(options).toMatchObject({ absoluteThreshold: 0.4, accumulatorUpdate: "before" });
  }, "how the accumulator is updated is kept too"),
};
