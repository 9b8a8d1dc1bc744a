import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { falls, float32UnitsOff, positiveFloat32s } from "../../test/float32.js";
import { exp } from "./exp.js";
import { exp32 } from "./exp32.js";
import { exp32Row } from "./exp32-row.js";

/** Every 4001st float32. */
function* float32s(): Generator<number> {
  const word = new Uint32Array(1);
  const value = new Float32Array(word.buffer);
  for (let bits = 0; bits < 2 ** 32; bits += 4001) {
    word[0] = bits;
    yield value[0];
  }
}

describe("exp32", () => {
  it("is within 1e-7 of the true exponential, relatively, wherever that is a normal float32", () => {
    let worst = 0;
    for (const x of float32s()) {
      if (!(x >= -87 && x <= 88.72283)) continue;
      const truth = exp(x);
      worst = Math.max(worst, Math.abs(exp32(x) - truth) / truth);
    }
    expect(worst).toBeLessThan(1e-7);
    expect(worst).toBeGreaterThan(1e-8);
  });

  it("is within one unit in the last place of it, and never falls", () => {
    const numbers = [...positiveFloat32s(4001)].filter((x) => x <= 87);
    const both = [...numbers.map((x) => -x).reverse(), ...numbers];
    const worst = both.reduce((most, x) => Math.max(most, float32UnitsOff(exp32(x), exp(x))), 0);
    expect(worst).toBeLessThan(1);
    expect(falls(exp32, both)).toEqual([]);
  });

  it("returns float32 numbers", () => {
    for (const x of [-86.5, -1.25, -1e-9, 0.3, 17, 88])
      expect(exp32(x)).toBe(Math.fround(exp32(x)));
  });

  it("is exactly 1 at 0, so that a greatest score of its own loses nothing", () => {
    expect(exp32(0)).toBe(1);
    expect(exp32(-0)).toBe(1);
  });

  it("goes to 0 and to infinity beyond its range", () => {
    expect(exp32(-87)).toBeGreaterThan(0);
    expect(exp32(-87.00001)).toBe(0);
    expect(exp32(-Infinity)).toBe(0);
    expect(exp32(88.72283)).toBeLessThan(Infinity);
    expect(exp32(88.72284)).toBe(Infinity);
    expect(exp32(Infinity)).toBe(Infinity);
    expect(exp32(Number.NaN)).toBeNaN();
  });

  it("gives bits that are written down here", () => {
    // The vector kernel must give the same ones.
    const inputs = [-80, -10.5, -1, -0.25, 0.5, 1, 20];
    expect(inputs.map(exp32)).toMatchInlineSnapshot(`
      [
        1.8048513285848406e-35,
        0.00002753644912445452,
        0.3678794503211975,
        0.7788007855415344,
        1.6487212181091309,
        2.7182817459106445,
        485165184,
      ]
    `);
  });
});

describe("exp32Row", () => {
  const anyScore = fc.oneof(
    fc.float({ min: -100, max: 100, noNaN: true }),
    fc.float(),
    fc.constantFrom(0, -0, Infinity, -Infinity, Number.NaN, -87, 88.5),
  );

  it("gives the bits of exp32 for every value in the range, and leaves the others alone", () => {
    fc.assert(
      fc.property(
        fc.array(anyScore, { maxLength: 30 }),
        fc.float({ min: -90, max: 90, noNaN: true }),
        fc.nat(30),
        fc.nat(30),
        (scores, base, from, to) => {
          const start = Math.min(from, to, scores.length);
          const end = Math.min(Math.max(from, to), scores.length);
          const values = Float32Array.from(scores);
          exp32Row(values, { start, end, base });
          const expected = Float32Array.from(scores, (score, i) =>
            i >= start && i < end ? exp32(Math.fround(score - base)) : score,
          );
          expect(values).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});
