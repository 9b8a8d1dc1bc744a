import { describe, expect, it } from "vitest";
import { checkGradient } from "./gradient.js";

const sumOfCubes = (point: ArrayLike<number>) =>
  Array.from(point).reduce((sum, x) => sum + x * x * x, 0);

describe("checkGradient", () => {
  it("accepts the derivative of a polynomial", () => {
    const point = Float64Array.of(1, -2, 0.5);
    checkGradient({ f: sumOfCubes, point, gradient: [3, 12, 0.75] });
    expect(Array.from(point)).toEqual([1, -2, 0.5]);
  });

  it("refuses one wrong coordinate", () => {
    const point = Float64Array.of(1, -2, 0.5);
    expect(() => checkGradient({ f: sumOfCubes, point, gradient: [3, 12, 0.7501] })).toThrow(
      /position 2/,
    );
  });

  it("measures how far a float32 point really moved", () => {
    const f = (point: Float32Array) => 3 * (point[0] as number);
    checkGradient({ f, point: Float32Array.of(1000), gradient: [3], step: 1e-4, tolerance: 1e-9 });
    expect(() =>
      checkGradient({ f, point: Float32Array.of(1000), gradient: [3.1], step: 1e-4 }),
    ).toThrow();
  });

  it("accepts zero where rounding alone moves a flat function", () => {
    const f = (point: Float64Array) => 0.1 + (point[0] as number) - (point[0] as number);
    checkGradient({ f, point: Float64Array.of(0.3), gradient: [0] });
    expect(() => checkGradient({ f, point: Float64Array.of(0.3), gradient: [1e-3] })).toThrow();
  });
});
