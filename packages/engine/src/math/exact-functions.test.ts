import { describe, expect, it } from "vitest";
import { erf } from "./erf.js";
import { expm1 } from "./expm1.js";
import { log1p } from "./log1p.js";
import { pow } from "./pow.js";

/** Values of both signs from 1e-12 to 80, evenly spread on a logarithmic scale. */
const values = Array.from({ length: 4000 }, (_, i) => {
  const size = 10 ** (-12 + (13.9 * i) / 4000);
  return i % 2 === 0 ? size : -size;
});

function expectWithin(
  relative: number,
  pairs: readonly { readonly x: unknown; readonly ours: number; readonly theirs: number }[],
): void {
  const far = pairs.filter(
    ({ ours, theirs }) => Math.abs(ours - theirs) > relative * Math.abs(theirs),
  );
  expect(far).toEqual([]);
}

const compare = (xs: readonly number[], ours: (x: number) => number, theirs: typeof ours) =>
  xs.map((x) => ({ x, ours: ours(x), theirs: theirs(x) }));

describe("expm1", () => {
  it("is within 1e-10 of the true value", () => {
    expectWithin(1e-10, compare(values, expm1, Math.expm1));
  });

  it("knows the ends", () => {
    const ends = [0, -0, Infinity, -Infinity, 1000, Number.NaN];
    expect(ends.map(expm1)).toEqual([0, -0, Infinity, -1, Infinity, Number.NaN]);
  });
});

describe("log1p", () => {
  it("is within 1e-10 of the true value", () => {
    const above = values.filter((x) => x > -0.999);
    expectWithin(1e-10, compare(above, log1p, Math.log1p));
  });

  it("knows the ends", () => {
    const ends = [0, -0, -1, Infinity, -2, Number.NaN];
    expect(ends.map(log1p)).toEqual([0, -0, -Infinity, Infinity, Number.NaN, Number.NaN]);
  });
});

describe("erf", () => {
  // Of Python's math.erf (3.11), in float64.
  const golden: readonly (readonly [number, number])[] = [
    [1e-10, 1.1283791670955126e-10],
    [1e-3, 0.0011283787909692365],
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [0.99, 0.8385080695553698],
    [1, 0.8427007929497149],
    [1.5, 0.9661051464753108],
    [2, 0.9953222650189527],
    [3, 0.9999779095030014],
    [5, 0.9999999999984626],
  ];

  it("is within 1e-9 of the true value where |x| < 1, and within 1.5e-7 beyond", () => {
    for (const [x, value] of golden) {
      const allowed = x < 1 ? 1e-9 * value : 1.5e-7;
      expect(Math.abs(erf(x) - value)).toBeLessThanOrEqual(allowed);
      expect(erf(-x)).toBe(-erf(x));
    }
  });

  it("knows the ends", () => {
    expect([0, -0, Infinity, -Infinity, Number.NaN].map(erf)).toEqual([0, -0, 1, -1, Number.NaN]);
  });
});

describe("pow", () => {
  it("is within 1e-13 of the true value where that is a float32", () => {
    const pairs = values.flatMap((base, i) => {
      const exponent = [0.5, -1.7, 3, -2, 77, 2.25, 12.5, -65][i % 8] as number;
      const [ours, theirs] = [pow(base, exponent), base ** exponent];
      const isFloat = Math.abs(theirs) < 3.4e38 && Math.abs(theirs) > 1e-38;
      return isFloat ? [{ x: [base, exponent], ours, theirs }] : [];
    });
    expect(pairs.length).toBeGreaterThan(1000);
    expectWithin(1e-13, pairs);
  });

  it("makes whole powers of float32 numbers as exact as products are", () => {
    for (const base of [3, -7, 1.1, 16_777_215].map(Math.fround)) {
      expect(pow(base, 2)).toBe(base * base);
      expect(pow(base, -1)).toBe(1 / base);
      expect(pow(base, 3)).toBe(base * (base * base));
    }
  });

  it("comes out as Math.pow for what is zero, infinite or not a number", () => {
    const odd = [
      0,
      -0,
      1,
      -1,
      2,
      -2,
      0.5,
      -0.5,
      Infinity,
      -Infinity,
      Number.NaN,
      65,
      -65,
      66,
      0.25,
    ];
    for (const base of odd) {
      for (const exponent of odd) {
        const theirs = base ** exponent;
        if (Number.isFinite(theirs) && theirs !== 0 && Math.abs(theirs) !== 1) continue;
        expect([base, exponent, pow(base, exponent)]).toEqual([base, exponent, theirs]);
      }
    }
  });
});
