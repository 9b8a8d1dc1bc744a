import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { adagradRows } from "./adagrad-rows.js";

const kerasDefaults = { learningRate: 0.1, epsilon: 1e-7 };

describe("adagradRows", () => {
  // Values from Keras 3.15.1 on TensorFlow 2.21.0, given with a tolerance of 2e-6.
  it("takes the steps that Keras takes", () => {
    const table = Float32Array.of(1, 2, 3);
    const accumulator = new Float32Array(3).fill(0.1);
    const step = (...gradients: number[]) => {
      adagradRows({
        table,
        accumulator,
        dim: 3,
        rows: Int32Array.of(0),
        gradients: Float32Array.from(gradients),
        ...kerasDefaults,
      });
      return table;
    };
    const close = { absolute: 2e-6 };
    expectAllClose(step(0.1, 0.2, 1), [0.9698489, 1.946548, 2.904654], close);
    expectAllClose(step(-0.3, 0, 0.5), [1.036931, 1.946548, 2.861621], close);
    expectAllClose(step(0.1, 0.2, -1), [1.015109, 1.899407, 2.926853], close);
  });

  it("leaves rows alone that it is not given", () => {
    const table = Float32Array.of(1, 1, 2, 2);
    const accumulator = new Float32Array(4).fill(0.1);
    adagradRows({
      table,
      accumulator,
      dim: 2,
      rows: Int32Array.of(1),
      gradients: Float32Array.of(0.3, 0.1),
      ...kerasDefaults,
    });
    expectAllClose(table, [1, 1, 2 - 0.03 / Math.sqrt(0.19), 1.969849], { absolute: 2e-6 });
    expectAllClose(accumulator, [0.1, 0.1, 0.19, 0.11], { relative: 1e-7 });
  });

  it("rounds every operation to float32", () => {
    const { fround } = Math;
    const [w, a, g, rate, epsilon] = [0.7, 0.3, 0.11, 0.1, 1e-7].map(fround);
    const table = Float32Array.of(w);
    adagradRows({
      table,
      accumulator: Float32Array.of(a),
      dim: 1,
      rows: Int32Array.of(0),
      gradients: Float32Array.of(g),
      ...kerasDefaults,
    });
    const sum = fround(a + fround(g * g));
    const root = fround(Math.sqrt(fround(sum + epsilon)));
    expect(table[0]).toBe(fround(w - fround(fround(rate * g) / root)));
  });
});
