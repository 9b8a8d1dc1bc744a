import { createGenerator } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { exactLog } from "../../test/exact-logarithm.js";
import { exp } from "./exp.js";

describe("exp", () => {
  it("is undone by the exact logarithm to within one unit in the last place", () => {
    const generator = createGenerator(42, "exp");
    const scale = 2 ** 256;
    for (let i = 0; i < 3000; i++) {
      const x = (generator.uniform() - 0.5) * 1400;
      const off = Math.abs(Number(exactLog(exp(x)) - toFixedPoint(x)) / scale);
      // An error of one unit is a relative one of at most 2⁻⁵², and so an absolute one of the logarithm.
      expect(off, `exp(${x})`).toBeLessThan(Number.EPSILON);
    }
  });

  it("is exact at 0 and has the limits of float64", () => {
    expect(exp(0)).toBe(1);
    expect(exp(709.782712893384)).toBeLessThan(Infinity);
    expect(exp(709.79)).toBe(Infinity);
    expect(exp(-745)).toBe(Number.MIN_VALUE);
    expect(exp(-746)).toBe(0);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(Number.NaN)).toBeNaN();
  });
});

function toFixedPoint(x: number): bigint {
  return BigInt(x * 2 ** 53) << 203n;
}
