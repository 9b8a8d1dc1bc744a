import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { sgdRows } from "./sgd-rows.js";

describe("sgdRows", () => {
  // Values from Keras 3.15.1 on TensorFlow 2.21.0: SGD(0.01).apply on a variable of 1, 2, 3.
  it("takes the steps that Keras takes", () => {
    const table = Float32Array.of(1, 2, 3);
    const step = (...gradients: number[]) => {
      const step = { rows: Int32Array.of(0), gradients: Float32Array.from(gradients) };
      sgdRows({ table, dim: 3, ...step, learningRate: 0.01 });
      return table;
    };
    const close = { absolute: 5e-7 };
    expectAllClose(step(0.1, 0.2, 1), [0.999, 1.998, 2.99], close);
    expectAllClose(step(-0.3, 0, 0.5), [1.002, 1.998, 2.985], close);
    expectAllClose(step(0.1, 0.2, -1), [1.0009999, 1.996, 2.995], close);
  });

  it("moves the rows it is given, in any order, and no others", () => {
    const table = Float32Array.of(1, 1, 2, 2, 3, 3);
    sgdRows({
      table,
      dim: 2,
      rows: Int32Array.of(2, 0),
      gradients: Float32Array.of(1, 2, 3, 4),
      learningRate: 0.5,
    });
    expect([...table]).toEqual([1 - 1.5, 1 - 2, 2, 2, 3 - 0.5, 3 - 1]);
  });

  it("rounds the product before it takes it away", () => {
    // Just below 2⁻²⁵, and that once rounded: half way between two float32s, of which the even one is less.
    const [learningRate, gradient] = [2 ** -25 * (1 + 2 ** -13), 1 - 2 ** -13];
    const table = Float32Array.of(1 - 2 ** -24);
    const rows = Int32Array.of(0);
    sgdRows({ table, dim: 1, rows, gradients: Float32Array.of(gradient), learningRate });
    expect(table[0]).toBe(1 - 2 ** -23);
    expect(Math.fround(1 - 2 ** -24 - learningRate * gradient)).toBe(1 - 2 ** -24);
  });
});
