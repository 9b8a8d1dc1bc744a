import { defaultRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { tableOf } from "../../test/optimizers.js";
import { adagrad } from "./adagrad.js";

describe("adagrad", () => {
  it("takes the steps that Keras takes, gradient after gradient", async () => {
    // Keras 3.15.1 on TensorFlow 2.21: learning rate 0.1, accumulator from 0.1, epsilon 1e-7.
    const runtime = await defaultRuntime();
    const optimizer = adagrad(0.1);
    const weights = tableOf([[1, 2, 3]]);
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

  it("tells its settings as plain JSON", () => {
    expect(adagrad(0.1).toJSON()).toEqual({
      name: "adagrad",
      learningRate: 0.1,
      initialAccumulator: 0.1,
      epsilon: 1e-7,
    });
  });

  it("refuses an accumulator or an epsilon that is not above 0", () => {
    expect(() => adagrad(0.1, { initialAccumulator: 0 })).toThrow("initialAccumulator");
    expect(() => adagrad(0.1, { epsilon: -1 })).toThrow("epsilon");
    expect(() => adagrad(0.1, { epsilon: 1e-50 })).toThrow("epsilon is 1e-50; it must lie between");
  });
});
