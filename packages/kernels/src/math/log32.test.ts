import { describe, expect, it } from "vitest";
import { falls, float32sAround, float32UnitsOff, positiveFloat32s } from "../../test/float32.js";
import { log } from "./log.js";
import { log32 } from "./log32.js";

describe("log32", () => {
  it("is within 0.84 units in the last place of the true logarithm", () => {
    let worst = 0;
    for (const numbers of [positiveFloat32s(4001), float32sAround(1.4, 50_000)]) {
      for (const x of numbers) worst = Math.max(worst, float32UnitsOff(log32(x), log(x)));
    }
    expect(worst).toBeLessThan(0.84);
    expect(worst).toBeGreaterThan(0.8);
  });

  it("never falls, least of all where one piece of it ends and the next begins", () => {
    for (const numbers of [
      positiveFloat32s(4001),
      ...[Math.SQRT1_2, 1, Math.SQRT2, 2 ** -126].map((x) => float32sAround(x, 5000)),
    ]) {
      expect(falls(log32, numbers)).toEqual([]);
    }
  });

  it("is 0 at 1, and has the limits and gaps that a logarithm has", () => {
    expect(log32(1)).toBe(0);
    expect(log32(0)).toBe(-Infinity);
    expect(log32(-0)).toBe(-Infinity);
    expect(log32(Infinity)).toBe(Infinity);
    expect(log32(-1e-45)).toBeNaN();
    expect(log32(-Infinity)).toBeNaN();
    expect(log32(Number.NaN)).toBeNaN();
  });

  it("agrees with tables of constants", () => {
    // OEIS A002162, A002391 and A002392.
    expect(log32(2)).toBe(Math.fround(Math.LN2));
    expect(log32(3)).toBe(Math.fround(1.0986122886681098));
    expect(log32(10)).toBe(Math.fround(Math.LN10));
  });

  it("gives bits that are written down here", () => {
    const inputs = [1e-45, 1e-20, 0.3, 0.9999, 1.4, 10, 3e38];
    expect(inputs.map(log32)).toMatchInlineSnapshot(`
      [
        -103.2789306640625,
        -46.051700592041016,
        -1.2039728164672852,
        -0.00010002159251598641,
        0.33647221326828003,
        2.3025851249694824,
        88.59684753417969,
      ]
    `);
  });
});
