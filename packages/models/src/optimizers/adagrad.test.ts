import { ConfigError } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import type { EmbeddingTable } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { adagrad } from "./adagrad.js";

const table = (rows: number[][]): EmbeddingTable => ({
  name: "toy",
  rows: rows.length,
  dim: (rows[0] as number[]).length,
  data: Float32Array.from(rows.flat()),
});

describe("adagrad", () => {
  it("takes the steps that Keras takes, gradient after gradient", async () => {
    // Keras 3.15.1 on TensorFlow 2.21: learning rate 0.1, accumulator from 0.1, epsilon 1e-7.
    const runtime = await defaultRuntime();
    const optimizer = adagrad(0.1);
    const weights = table([[1, 2, 3]]);
    const gradients = [
      [0.1, 0.2, 1],
      [-0.3, 0, 0.5],
      [0.1, 0.2, -1],
    ];
    const expected = [
      [0.9698489, 1.946548, 2.904654],
      [1.036931, 1.946548, 2.861621],
      [1.015109, 1.899407, 2.926853],
    ];
    for (const [step, gradient] of gradients.entries()) {
      optimizer.step(
        { table: weights, rows: Int32Array.of(0), values: Float32Array.from(gradient) },
        { runtime },
      );
      for (const [d, value] of (expected[step] as number[]).entries()) {
        expect(weights.data[d]).toBeCloseTo(value, 5);
      }
    }
  });

  it("leaves every bit of an untouched row alone", async () => {
    const weights = table([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    adagrad(0.5).step(
      { table: weights, rows: Int32Array.of(1), values: Float32Array.of(1, -1) },
      { runtime: await defaultRuntime() },
    );
    expect([...weights.data.subarray(0, 2), ...weights.data.subarray(4)]).toEqual([1, 2, 5, 6]);
    expect(weights.data[2]).toBeLessThan(3);
    expect(weights.data[3]).toBeGreaterThan(4);
  });

  it("keeps one accumulator for each table", async () => {
    const runtime = await defaultRuntime();
    const [first, second] = [table([[1]]), table([[1]])];
    const optimizer = adagrad(0.1);
    const gradientOf = (of: EmbeddingTable) => ({
      table: of,
      rows: Int32Array.of(0),
      values: Float32Array.of(2),
    });
    optimizer.step(gradientOf(first), { runtime });
    optimizer.step(gradientOf(second), { runtime });
    expect(second.data[0]).toBe(first.data[0]);
  });

  it("tells its settings as plain JSON", () => {
    expect(adagrad(0.1).toJSON()).toEqual({
      name: "adagrad",
      learningRate: 0.1,
      initialAccumulator: 0.1,
      epsilon: 1e-7,
    });
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-50, 1e39])(
    "refuses a learning rate of %d",
    (learningRate) => {
      expect(() => adagrad(learningRate)).toThrow(ConfigError);
    },
  );

  it("refuses an accumulator or an epsilon that is not above 0", () => {
    expect(() => adagrad(0.1, { initialAccumulator: 0 })).toThrow("initialAccumulator");
    expect(() => adagrad(0.1, { epsilon: -1 })).toThrow("epsilon");
    expect(() => adagrad(0.1, { epsilon: 1e-50 })).toThrow("epsilon is 1e-50; it must lie between");
  });
});
