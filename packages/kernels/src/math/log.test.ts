import { createGenerator } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { exactLog, exactLog2, unitsOff } from "../../test/exact-logarithm.js";
import { powerOfTwo } from "./binary.js";
import { log } from "./log.js";
import { log2 } from "./log2.js";

/** Positive numbers over the whole range, and many near 1, where a logarithm loses digits most easily. */
function samples(): number[] {
  const generator = createGenerator(42, "logarithms");
  const mantissa = () => 1 + generator.uniform();
  return [
    ...Array.from({ length: 1500 }, () => mantissa() * powerOfTwo(generator.below(2045) - 1022)),
    ...Array.from({ length: 1500 }, () => 0.5 + 1.5 * generator.uniform()),
    ...Array.from({ length: 500 }, () => 1 + (generator.uniform() - 0.5) * 1e-6),
    Number.MIN_VALUE,
    1.5e-310,
    2.2250738585072014e-308,
    1 - Number.EPSILON / 2,
    1 + Number.EPSILON,
    Math.SQRT2,
    Math.SQRT1_2,
    Number.MAX_VALUE,
  ];
}

function worst(f: (x: number) => number, exact: (x: number) => bigint): number {
  return Math.max(...samples().map((x) => unitsOff(f(x), exact(x))));
}

describe.each([
  { name: "log", f: log, exact: exactLog },
  { name: "log2", f: log2, exact: exactLog2 },
])("$name", ({ f, exact }) => {
  it("is within one unit in the last place of the exact logarithm", () => {
    expect(worst(f, exact)).toBeLessThan(1);
  });

  it("is 0 at 1, and has the limits and gaps that a logarithm has", () => {
    expect(f(1)).toBe(0);
    expect(f(0)).toBe(-Infinity);
    expect(f(-0)).toBe(-Infinity);
    expect(f(Infinity)).toBe(Infinity);
    expect(f(-1)).toBeNaN();
    expect(f(Number.NaN)).toBeNaN();
  });
});

describe("log2", () => {
  it("is exact for every power of two", () => {
    const exponents = Array.from({ length: 2046 }, (_, i) => i - 1022);
    expect(exponents.map((e) => log2(powerOfTwo(e)))).toEqual(exponents);
    expect(log2(Number.MIN_VALUE)).toBe(-1074);
  });
});

describe("log", () => {
  it("gives bits that are written down here", () => {
    const values = [3, 0.7, 5e-7, 8192].map((x) => [x, log(x)]);
    expect(values).toMatchInlineSnapshot(`
      [
        [
          3,
          1.0986122886681096,
        ],
        [
          0.7,
          -0.35667494393873245,
        ],
        [
          5e-7,
          -14.508657738524219,
        ],
        [
          8192,
          9.010913347279288,
        ],
      ]
    `);
  });
});
