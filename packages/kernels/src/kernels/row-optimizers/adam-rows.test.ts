import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adamRows, correctedRate } from "./adam-rows.js";

/** A table of one row with moments of 0, and what moves it. */
function oneRow(values: number[], settings: Partial<typeof kerasDefaults> = {}) {
  const table = Float32Array.from(values);
  const firstMoments = new Float32Array(values.length);
  const secondMoments = new Float32Array(values.length);
  let step = 0;
  const move = (...gradients: number[]) => {
    step += 1;
    adamRows({
      table,
      firstMoments,
      secondMoments,
      dim: values.length,
      rows: Int32Array.of(0),
      gradients: Float32Array.from(gradients),
      ...kerasDefaults,
      ...settings,
      step,
    });
    return table;
  };
  return { move, firstMoments, secondMoments };
}

const kerasDefaults = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

// Values from Keras 3.15.1 on TensorFlow 2.21.0: Adam(…).apply on one variable, all of it touched, then
// the variable and the optimizer's momentum and velocity read back.
describe("adamRows", () => {
  const close = { absolute: 5e-7 };

  it("takes the steps that Keras takes", () => {
    const { move, firstMoments, secondMoments } = oneRow([1, 2, 3]);
    expectAllClose(move(0.1, 0.2, 1), [0.99000037, 1.9900002, 2.99], close);
    expectAllClose(move(-0.3, 0, 0.5), [0.9949422, 1.9832999, 2.9806783], close);
    expectAllClose(move(0.1, 0.2, -1), [0.99665725, 1.97512, 2.9795704], close);
    expectAllClose(firstMoments, [-0.0089, 0.0362, 0.026], close);
    expectAllClose(secondMoments, [1.09890025e-4, 7.99200498e-5, 2.24775122e-3], {
      relative: 1e-6,
    });
  });

  it("takes them with other settings too, epsilon outside the root", () => {
    const settings = { learningRate: 0.05, beta1: 0.5, beta2: 0.8, epsilon: 0.1 };
    const { move } = oneRow([1, 2, 3], settings);
    expectAllClose(move(0.1, 0.2, 1), [0.98454916, 1.9763932, 2.9591372], close);
    expectAllClose(move(-0.3, 0, 0.5), [1.0053825, 1.9652821, 2.9233115], close);
    expectAllClose(move(0.1, 0.2, -1), [1.0075244, 1.9420244, 2.9374342], close);
  });

  it("is where Keras is after 1,000 steps, whose powers of beta are float32", () => {
    const { move } = oneRow([1, -1]);
    for (let i = 0; i < 999; i++) move(0.5 - (i % 7) * 0.2, 0.001 * (i % 5));
    const last = move(0.5 - (999 % 7) * 0.2, 0.001 * (999 % 5));
    expectAllClose(last, [3.368166, -9.17553], { relative: 1e-4 });
  });

  it("leaves rows and moments alone that it is not given, though they have moved before", () => {
    const table = Float32Array.of(1, 1, 2, 2);
    const firstMoments = Float32Array.of(0.5, 0.5, 0.5, 0.5);
    const secondMoments = Float32Array.of(0.5, 0.5, 0.5, 0.5);
    adamRows({
      table,
      firstMoments,
      secondMoments,
      dim: 2,
      rows: Int32Array.of(1),
      gradients: Float32Array.of(0.3, 0.1),
      ...kerasDefaults,
      step: 5,
    });
    for (const array of [firstMoments, secondMoments]) {
      expect([...array.subarray(0, 2)]).toEqual([0.5, 0.5]);
      expect(array[2]).not.toBe(0.5);
    }
    expect([...table.subarray(0, 2)]).toEqual([1, 1]);
    expect(table[2]).toBeLessThan(2);
  });

  it("rounds every operation to float32", () => {
    const { fround } = Math;
    const [w, m, v, g] = [0.7, 0.3, 0.2, 0.11].map(fround);
    const input = { ...kerasDefaults, step: 3 };
    const arrays = {
      table: Float32Array.of(w),
      firstMoments: Float32Array.of(m),
      secondMoments: Float32Array.of(v),
    };
    const row = { dim: 1, rows: Int32Array.of(0), gradients: Float32Array.of(g) };
    adamRows({ ...arrays, ...row, ...input });
    const first = fround(m + fround(fround(g - m) * fround(1 - 0.9)));
    const second = fround(v + fround(fround(fround(g * g) - v) * fround(1 - 0.999)));
    const root = fround(fround(Math.sqrt(second)) + fround(1e-7));
    const rate = fround(correctedRate({ ...arrays, ...row, ...input }));
    expect([arrays.firstMoments[0], arrays.secondMoments[0]]).toEqual([first, second]);
    expect(arrays.table[0]).toBe(fround(w - fround(fround(first * rate) / root)));
  });

  it("agrees with the paper's formula, whose moments are divided by 1 − beta^step", () => {
    const anyGradient = fc.double({ min: -2, max: 2, noNaN: true });
    const anyBeta1 = fc.double({ min: 0, max: 0.95, noNaN: true });
    // Below, the second moment may shrink within a step by more than float32 has digits.
    const anyBeta2 = fc.double({ min: 0.9, max: 0.999, noNaN: true });
    const anyGradients = fc.array(anyGradient, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(anyGradients, anyBeta1, anyBeta2, (gradients, beta1, beta2) => {
        const { move } = oneRow([1], { beta1, beta2, epsilon: 1e-3 });
        let [w, m, v, power1, power2] = [1, 0, 0, 1, 1];
        for (const gradient of gradients) {
          const g = Math.fround(gradient);
          m = beta1 * m + (1 - beta1) * g;
          v = beta2 * v + (1 - beta2) * g * g;
          power1 *= beta1;
          power2 *= beta2;
          // The paper's epsilon is ours over the root of 1 − beta2^step (its section 2).
          const epsilon = 1e-3 / Math.sqrt(1 - power2);
          w -= (0.01 * (m / (1 - power1))) / (Math.sqrt(v / (1 - power2)) + epsilon);
          expect(move(gradient)[0]).toBeCloseTo(w, 4);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("correctedRate", () => {
  const rate = (step: number) => correctedRate({ ...kerasDefaults, step } as never);

  it("is the learning rate in the end, and that times (1 − beta2)^½ / (1 − beta1) at first", () => {
    expect(rate(1)).toBeCloseTo((0.01 * Math.sqrt(0.001)) / 0.1, 12);
    expect(rate(1e9)).toBe(0.01);
  });

  it("is that of a running product of the betas", () => {
    let [power1, power2] = [1, 1];
    for (let step = 1; step <= 1000; step++) {
      power1 *= 0.9;
      power2 *= 0.999;
      const expected = (0.01 * Math.sqrt(1 - power2)) / (1 - power1);
      expect(Math.abs(rate(step) - expected)).toBeLessThan(1e-14);
    }
  });
});
