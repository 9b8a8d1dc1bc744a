import { describe, expect, it } from "vitest";
import { falls, float32sAround, float32UnitsOff, positiveFloat32s } from "../../test/float32.js";
import { exp } from "./exp.js";
import { tanh32 } from "./tanh32.js";

/** The hyperbolic tangent in float64: the first terms of its series where the exponential would cancel. */
function tanh(x: number): number {
  if (Math.abs(x) < 0.01) return x - x ** 3 / 3 + (2 * x ** 5) / 15 - (17 * x ** 7) / 315;
  return 1 - 2 / (exp(2 * x) + 1);
}

describe("tanh32", () => {
  it("is within 1.34 units in the last place of the true value, and 0.8 below 0.625", () => {
    let worst = 0;
    let worstOfSmall = 0;
    for (const numbers of [positiveFloat32s(4001), float32sAround(0.63, 100_000)]) {
      for (const x of numbers) {
        const off = float32UnitsOff(tanh32(x), tanh(x));
        worst = Math.max(worst, off);
        if (x < 0.625) worstOfSmall = Math.max(worstOfSmall, off);
      }
    }
    expect(worst).toBeLessThan(1.34);
    expect(worst).toBeGreaterThan(1.3);
    expect(worstOfSmall).toBeLessThan(0.8);
  });

  it("never falls, least of all where one piece of it ends and the next begins", () => {
    for (const numbers of [
      positiveFloat32s(4001),
      ...[1e-4, 0.625, 0.7, 1.04, 9.01].map((x) => float32sAround(x, 5000)),
    ]) {
      expect(falls(tanh32, numbers)).toEqual([]);
    }
  });

  it("is odd, with zeros of both signs", () => {
    const uneven = [...positiveFloat32s(40_001)].filter((x) => tanh32(-x) !== -tanh32(x));
    expect(uneven).toEqual([]);
    expect(tanh32(0)).toBe(0);
    expect(tanh32(-0)).toBe(-0);
  });

  it("is the number itself where that is tiny, and 1 where it is large", () => {
    expect(tanh32(1e-45)).toBe(2 ** -149);
    expect(tanh32(Math.fround(1e-5))).toBe(Math.fround(1e-5));
    expect(tanh32(9)).toBeLessThan(1);
    expect(tanh32(9.011)).toBe(1);
    expect(tanh32(Infinity)).toBe(1);
    expect(tanh32(-Infinity)).toBe(-1);
    expect(tanh32(Number.NaN)).toBeNaN();
  });

  it("agrees with a table of constants", () => {
    // OEIS A073744.
    expect(tanh32(1)).toBe(Math.fround(0.7615941559557649));
  });

  it("gives bits that are written down here", () => {
    const inputs = [0.001, 0.3, 0.624, 0.625, 1, 2.5, 8];
    expect(inputs.map(tanh32)).toMatchInlineSnapshot(`
      [
        0.0009999996982514858,
        0.29131263494491577,
        0.5539069175720215,
        0.5545997619628906,
        0.7615941762924194,
        0.9866142868995667,
        0.9999997615814209,
      ]
    `);
  });
});
