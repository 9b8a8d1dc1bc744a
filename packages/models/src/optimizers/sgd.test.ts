import { ConfigError } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { tableOf } from "../../test/optimizers.js";
import { sgd } from "./sgd.js";

const gradients = [
  [0.1, 0.2, 1],
  [-0.3, 0, 0.5],
  [0.1, 0.2, -1],
];

describe("sgd", () => {
  it("takes the steps that Keras takes", async () => {
    // Keras 3.15.1 on TensorFlow 2.21: learning rate 0.01.
    const expected = [
      [0.999, 1.998, 2.99],
      [1.002, 1.998, 2.985],
      [1.001, 1.996, 2.995],
    ];
    const weights = tableOf([[1, 2, 3]]);
    const optimizer = sgd(0.01);
    for (const [step, gradient] of gradients.entries()) {
      const values = Float32Array.from(gradient);
      optimizer.step(
        { table: weights, rows: Int32Array.of(0), values },
        { runtime: await defaultRuntime() },
      );
      expectAllClose(weights.data, expected[step] as number[], { absolute: 1e-6 });
    }
  });

  it("goes on with its momentum: v = momentum · v + g, w -= learningRate · v", async () => {
    const weights = tableOf([[1, 2, 3]]);
    const optimizer = sgd(0.1, { momentum: 0.5 });
    const expected = [1, 2, 3];
    const velocities = [0, 0, 0];
    for (const gradient of gradients) {
      const values = Float32Array.from(gradient);
      optimizer.step(
        { table: weights, rows: Int32Array.of(0), values },
        { runtime: await defaultRuntime() },
      );
      gradient.forEach((slope, d) => {
        velocities[d] = 0.5 * (velocities[d] as number) + slope;
        expected[d] = (expected[d] as number) - 0.1 * (velocities[d] as number);
      });
      expectAllClose(weights.data, expected, { absolute: 1e-6 });
    }
  });

  it("keeps the velocity of a row that a step does not touch", async () => {
    const runtime = await defaultRuntime();
    const weights = tableOf([[0], [0]]);
    const optimizer = sgd(1, { momentum: 0.5 });
    const push = (row: number, gradient: number) =>
      optimizer.step(
        { table: weights, rows: Int32Array.of(row), values: Float32Array.of(gradient) },
        { runtime },
      );
    push(1, 4);
    push(0, 1);
    push(1, 0);
    expect([...weights.data]).toEqual([-1, -6]);
  });

  it.each([-0.1, 1, 0.99999999999, Number.NaN])("refuses a momentum of %d", (momentum) => {
    expect(() => sgd(0.1, { momentum })).toThrow(ConfigError);
    expect(() => sgd(0.1, { momentum })).toThrow("momentum must be a number from 0 to below 1");
  });
});
