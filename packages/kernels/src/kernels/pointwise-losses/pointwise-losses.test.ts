import { NumericError } from "@towerkit/core";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logistic } from "./logistic.js";
import { squaredError } from "./squared-error.js";

function logisticOf(logits: number[], labels: number[], weights?: number[]) {
  const gradients = new Float32Array(logits.length).fill(Number.NaN);
  const { loss } = logistic({
    logits: Float32Array.from(logits),
    labels: Float32Array.from(labels),
    ...(weights !== undefined && { weights: Float32Array.from(weights) }),
    gradients,
  });
  return { loss, gradients };
}

function squaredErrorOf(predictions: number[], labels: number[], weights?: number[]) {
  const gradients = new Float32Array(predictions.length).fill(Number.NaN);
  const { loss } = squaredError({
    predictions: Float32Array.from(predictions),
    labels: Float32Array.from(labels),
    ...(weights !== undefined && { weights: Float32Array.from(weights) }),
    gradients,
  });
  return { loss, gradients };
}

const logits = [-3, 0, 0.5, 2, 30, -30, 100, -100];
const labels = [0, 1, 0.25, 1, 1, 0, 0, 1];
const weights = [1, 2, 0.5, 1, 3, 1, 0.25, 1];

const anyRow = fc.record({
  output: fc.double({ min: -40, max: 40, noNaN: true }).map(Math.fround),
  label: fc.double({ min: 0, max: 1, noNaN: true }).map(Math.fround),
  weight: fc.double({ min: 0, max: 3, noNaN: true }).map(Math.fround),
});
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 40 });

describe("squaredError", () => {
  it("sums squares and gives twice the differences", () => {
    const { loss, gradients } = squaredErrorOf([3, 1, 4], [1, 2, 4]);
    expect(loss).toBe(5);
    expect([...gradients]).toEqual([4, -2, 0]);
  });

  it("weighs rows", () => {
    const { loss, gradients } = squaredErrorOf([3, 1, 4], [1, 2, 1], [0.5, 3, 0]);
    expect(loss).toBe(5);
    expect([...gradients]).toEqual([2, -6, 0]);
  });

  // Keras 3.15.1 on TensorFlow 2.21.0: MeanSquaredError(reduction="sum"), with sample_weight and without.
  it("has the sum that Keras has", () => {
    expectAllClose([squaredErrorOf(logits, labels).loss], [21953.062], { relative: 1e-6 });
    expectAllClose([squaredErrorOf(logits, labels, weights).loss], [16136.031], { relative: 1e-6 });
  });

  it("is 0 without rows", () => {
    expect(squaredErrorOf([], []).loss).toBe(0);
  });

  it("is the plain formula", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const errors = rows.map(({ output, label }) => output - label);
        const held = rows.map(({ weight }) => weight);
        const { loss, gradients } = squaredErrorOf(
          rows.map(({ output }) => output),
          rows.map(({ label }) => label),
          held,
        );
        const expected = errors.reduce((sum, error, i) => sum + held[i] * error ** 2, 0);
        expectAllClose([loss], [expected], { relative: 2e-7, absolute: 1e-30 });
        expectAllClose(
          gradients,
          errors.map((error, i) => 2 * held[i] * error),
          { relative: 2e-7, absolute: 1e-30 },
        );
      }),
      { numRuns: 200 },
    );
  });

  it("refuses gradients that overflow", () => {
    expect(() => squaredErrorOf([1, 3e38], [0, -3e38])).toThrow(NumericError);
    expect(() => squaredErrorOf([1, 1e30], [0, 0], [1, 1e30])).toThrow(
      /the gradient of row 1 is Infinity/,
    );
  });
});

describe("logistic", () => {
  // TensorFlow 2.21.0: sigmoid_cross_entropy_with_logits and its gradient by GradientTape; with weights
  // the BinaryCrossentropy(from_logits=True, reduction="sum") of Keras 3.15.1, with sample_weight.
  it("has the losses and gradients that TensorFlow has", () => {
    const each = [0.048587356, Math.LN2, 0.849077, 0.126928, 9.357623e-14, 9.357623e-14, 100, 100];
    logits.forEach((logit, i) => {
      expectAllClose([logisticOf([logit], [labels[i]]).loss], [each[i]], { relative: 3e-7 });
    });
    const { loss, gradients } = logisticOf(logits, labels);
    expectAllClose([loss], [201.71774], { relative: 1e-7 });
    const expected = [
      0.047425877, -0.49999997, 0.37245932, -0.11920291, -9.357622e-14, 9.357622e-14, 1, -1,
    ];
    expectAllClose(gradients, expected, { relative: 3e-7 });
    expectAllClose([logisticOf(logits, labels, weights).loss], [126.98634], { relative: 1e-7 });
  });

  it("is log 2 for a logit of 0, whatever the label", () => {
    for (const label of [0, 0.3, 1]) {
      const { loss, gradients } = logisticOf([0], [label]);
      expect(loss).toBe(Math.fround(Math.LN2));
      expect(gradients[0]).toBe(Math.fround(0.5 - Math.fround(label)));
    }
  });

  it("is 0 without rows, and where it is certain and right; finite where it is certain and wrong", () => {
    expect(logisticOf([], []).loss).toBe(0);
    expect(logisticOf([1e30, -1e30], [1, 0])).toEqual({ loss: 0, gradients: new Float32Array(2) });
    const wrong = logisticOf([1e30, -1e30], [0, 1]);
    expect(wrong.loss).toBe(2 * Math.fround(1e30));
    expect([...wrong.gradients]).toEqual([1, -1]);
  });

  it("is the plain formula, its gradients too where they are tiny", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { loss, gradients } = logisticOf(
          rows.map(({ output }) => output),
          rows.map(({ label }) => Math.round(label)),
          rows.map(({ weight }) => weight),
        );
        let expected = 0;
        rows.forEach(({ output, label, weight }, i) => {
          const towards = Math.round(label) === 1 ? -output : output;
          expected += weight * (Math.max(towards, 0) + Math.log1p(Math.exp(-Math.abs(towards))));
          const slope = 1 / (1 + Math.exp(-towards));
          const gradient = weight * (Math.round(label) === 1 ? -slope : slope);
          expectAllClose([gradients[i]], [gradient], { relative: 4e-7, absolute: 1e-37 });
        });
        expectAllClose([loss], [expected], { relative: 3e-7, absolute: 1e-37 });
      }),
      { numRuns: 200 },
    );
  });

  it("takes labels between 0 and 1 as probabilities", () => {
    const { loss, gradients } = logisticOf([2], [0.25]);
    const yes = logisticOf([2], [1]);
    const no = logisticOf([2], [0]);
    expect(loss).toBeCloseTo(0.25 * yes.loss + 0.75 * no.loss, 6);
    expect(gradients[0]).toBeCloseTo(0.25 * yes.gradients[0] + 0.75 * no.gradients[0], 6);
  });
});
