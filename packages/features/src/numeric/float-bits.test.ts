import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestQuotient, SMALLEST_EXPONENT, toMultiple } from "./float-bits.js";

const normal = fc
  .double({ noNaN: true, min: -1e300, max: 1e300 })
  .filter((x) => x === 0 || Math.abs(x) > 1e-300)
  .map((x) => x + 0);

describe("toMultiple", () => {
  it("counts in units of the smallest float64", () => {
    expect(toMultiple(Number.MIN_VALUE)).toBe(1n);
    expect(toMultiple(-Number.MIN_VALUE)).toBe(-1n);
    expect(toMultiple(1)).toBe(1n << 1074n);
    expect(toMultiple(-0)).toBe(0n);
  });

  it("is undone by a division, for float64 of any magnitude", () => {
    fc.assert(
      fc.property(normal, (x) => {
        expect(nearestQuotient(toMultiple(x), 1n << BigInt(SMALLEST_EXPONENT))).toBe(x);
      }),
    );
  });
});

describe("nearestQuotient", () => {
  it("divides as float64 divides", () => {
    const integer = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });
    fc.assert(
      fc.property(integer, fc.integer({ min: 1, max: 2 ** 53 - 1 }), (a, b) => {
        expect(nearestQuotient(BigInt(a), BigInt(b))).toBe(a / b + 0);
      }),
    );
  });

  it("breaks ties to even, and sees past them", () => {
    const tie = (1n << 53n) + 1n;
    expect(nearestQuotient(tie, 1n)).toBe(2 ** 53);
    expect(nearestQuotient((tie << 200n) + 1n, 1n << 200n)).toBe(2 ** 53 + 2);
  });
});
