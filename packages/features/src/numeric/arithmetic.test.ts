import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linspace } from "./linspace.js";
import { logFromOne } from "./log.js";
import { writeSineAndCosine } from "./turn.js";

describe("writeSineAndCosine", () => {
  const at = (turns: number) => {
    const out = new Float64Array(2);
    writeSineAndCosine(turns, out, 0);
    return Array.from(out);
  };

  it("is exact at the quarters of a turn, with no negative zero", () => {
    expect([0, 0.25, 0.5, 0.75, 1, -0.25].map(at)).toEqual([
      [0, 1],
      [1, 0],
      [0, -1],
      [-1, 0],
      [0, 1],
      [-1, 0],
    ]);
  });

  it("agrees with Math.sin and Math.cos as far as their angle is exact", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (turns) => {
        const [sine, cosine] = at(turns);
        // The angle itself is rounded in the oracle, by up to 4.5e-16.
        expect(Math.abs(sine - Math.sin(2 * Math.PI * turns))).toBeLessThan(9e-16);
        expect(Math.abs(cosine - Math.cos(2 * Math.PI * turns))).toBeLessThan(9e-16);
        expect(Math.abs(sine * sine + cosine * cosine - 1)).toBeLessThan(6e-16);
      }),
      { numRuns: 2000 },
    );
  });

  it("knows 1/12 and 1/8 of a turn", () => {
    expect(at(1 / 12)[0]).toBeCloseTo(0.5, 15);
    expect(at(1 / 8)[0]).toBeCloseTo(Math.SQRT1_2, 15);
    expect(at(1 / 8)[1]).toBeCloseTo(Math.SQRT1_2, 15);
  });
});

describe("logFromOne", () => {
  it("is within 1e-15 of the true value, relatively", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 2 ** 32, noNaN: true }), (x) => {
        expect(Math.abs(logFromOne(x) - Math.log(x))).toBeLessThanOrEqual(1e-15 * Math.log(x));
      }),
      { numRuns: 2000 },
    );
    expect([logFromOne(1), logFromOne(2), logFromOne(Math.E)]).toEqual([0, Math.LN2, 1]);
  });
});

describe("linspace", () => {
  it("holds both ends, and a single number is the start", () => {
    expect(Array.from(linspace(0, 1, 5))).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(Array.from(linspace(3, 9, 1))).toEqual([3]);
    expect(Array.from(linspace(7, 7, 3))).toEqual([7, 7, 7]);
    expect(linspace(0, 0.7, 1000)[999]).toBe(0.7);
  });

  it("has the bits of numpy.linspace", () => {
    // NumPy 2.4.6: linspace(0.1, 0.7, 7), linspace(-1/3, 2.2, 6), and a range whose step vanishes.
    expect(Array.from(linspace(-1 / 3, 2.2, 6))).toEqual([
      -0.3333333333333333, 0.1733333333333334, 0.6800000000000002, 1.1866666666666668,
      1.6933333333333336, 2.2,
    ]);
    expect(Array.from(linspace(0.1, 0.7, 7))).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
    expect(Array.from(linspace(0, 5e-324, 4))).toEqual([0, 0, 5e-324, 5e-324]);
  });
});
