import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipGradients } from "./clip-gradients.js";

const table = { name: "t", rows: 1, dim: 1, data: new Float32Array(1) };
const gradientOf = (values: readonly number[]) => ({
  table,
  rows: new Int32Array(0),
  values: Float32Array.from(values),
  penalty: 0,
});

describe("clipGradients", () => {
  it("shortens all gradients by one factor to the length that they may have together", () => {
    const gradients = [gradientOf([3, 0]), gradientOf([0, 4])];
    expect(clipGradients(gradients, 1)).toBe(0.2);
    expect(gradients.map(({ values }) => [...values])).toEqual([
      [Math.fround(0.6), 0],
      [0, Math.fround(0.8)],
    ]);
  });

  it("leaves gradients that are short enough to the bit", () => {
    const gradient = gradientOf([3, 4]);
    expect(clipGradients([gradient], 5)).toBe(1);
    expect([...gradient.values]).toEqual([3, 4]);
    expect(clipGradients([], 1)).toBe(1);
  });

  it("keeps directions, and lengths at or below the greatest", () => {
    const values = fc.array(fc.float({ noNaN: true, min: -100, max: 100 }), { maxLength: 9 });
    fc.assert(
      fc.property(values, values, fc.integer({ min: 1, max: 50 }), (a, b, clipNorm) => {
        const gradients = [gradientOf(a), gradientOf(b)];
        const before = gradients.flatMap((gradient) => [...gradient.values]);
        const factor = clipGradients(gradients, clipNorm);
        const after = gradients.flatMap((gradient) => [...gradient.values]);
        expect(after).toEqual(before.map((value) => Math.fround(value * factor)));
        const length = Math.sqrt(before.reduce((sum, value) => sum + value * value, 0));
        expect(factor).toBeCloseTo(Math.min(1, clipNorm / length), 12);
      }),
    );
  });
});
