import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Moments } from "./moments.js";

function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  return { mean: moments.mean(), variance: moments.variance() };
}

/** Exact arithmetic on fractions of 2¹⁰, rounded once: an oracle that shares no code with ours. */
function exactMoments(tenths: readonly bigint[]): { mean: number; variance: number } {
  const count = BigInt(tenths.length);
  const sum = tenths.reduce((total, value) => total + value, 0n);
  const squares = tenths.reduce((total, value) => total + value * value, 0n);
  return {
    mean: divide(sum, count * 1024n),
    variance: divide(count * squares - sum * sum, count * count * 1024n * 1024n),
  };
}

/** The float64 nearest to a fraction: the best of a guess and its neighbours, compared exactly. */
function divide(numerator: bigint, denominator: bigint): number {
  if (numerator < 0n) return -divide(-numerator, denominator);
  let length = 0;
  while ((1n << BigInt(length)) * denominator <= numerator) length++;
  const shift = 53 - length;
  const scaled = shift >= 0 ? numerator << BigInt(shift) : numerator;
  const divisor = shift >= 0 ? denominator : denominator << BigInt(-shift);
  const floor = scaled / divisor;
  const twice = 2n * (scaled - floor * divisor);
  const up = twice > divisor || (twice === divisor && floor % 2n === 1n);
  return Number(up ? floor + 1n : floor) * 2 ** -shift;
}

describe("Moments", () => {
  it("gives the mean and the population's variance", () => {
    expect(momentsOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, variance: 4 });
    expect(momentsOf([0.1])).toEqual({ mean: 0.1, variance: 0 });
    expect(momentsOf([-3, 3])).toEqual({ mean: 0, variance: 9 });
    expect(momentsOf([0, 0])).toEqual({ mean: 0, variance: 0 });
  });

  it("is not a number before anything was added", () => {
    expect(momentsOf([])).toEqual({ mean: Number.NaN, variance: Number.NaN });
  });

  it("rounds once, wherever the exact answer lies", () => {
    const tenths = fc.array(fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n }), { minLength: 1 });
    fc.assert(
      fc.property(tenths, (values) => {
        expect(momentsOf(values.map((value) => Number(value) / 1024))).toEqual(
          exactMoments(values),
        );
      }),
    );
  });

  it("does not lose a small number beside a large one that is taken away again", () => {
    expect(momentsOf([1e100, 1, -1e100]).mean).toBe(1 / 3);
    expect(momentsOf([1e16, 1e16 + 2]).variance).toBe(1);
  });

  it("does not depend on the order, for numbers of any magnitude", () => {
    const numbers = fc.array(
      fc.double({ min: -1e150, max: 1e150, noNaN: true }).map((x) => x + 0),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(numbers, (values) => {
        expect(momentsOf(values)).toEqual(momentsOf(values.toSorted((a, b) => a - b)));
        expect(momentsOf(values).variance).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
