import { expect } from "vitest";

/** How far a value may be from the expected one. The parts add up; without any, values must be equal. */
export interface Closeness {
  /** A share of the expected value itself. */
  readonly relative?: number;
  /** The same amount for every value. */
  readonly absolute?: number;
  /** A share of the largest absolute value in `expected`: the usual measure for a whole tensor. */
  readonly ofLargest?: number;
}

/**
 * Expects every value to be within the stated distance of its partner; otherwise fails and names
 * the position that is furthest out.
 *
 * Values that are not finite must be the very same (`Object.is`), whatever the tolerance.
 */
export function expectAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  closeness: Closeness = {},
): void {
  expect(actual.length, "number of values").toBe(expected.length);
  const { relative = 0, absolute = 0, ofLargest = 0 } = closeness;
  const everywhere = absolute + ofLargest * largestFinite(expected);
  let worst = -1;
  let worstExcess = 0;
  for (let i = 0; i < expected.length; i++) {
    const excess = excessOf(actual[i], expected[i], everywhere + relative * Math.abs(expected[i]));
    if (excess > worstExcess) {
      worst = i;
      worstExcess = excess;
    }
  }
  const message =
    worst < 0
      ? ""
      : `position ${worst} of ${expected.length}: ${actual[worst]} instead of ${expected[worst]}, ` +
        `off by ${Math.abs(actual[worst] - expected[worst])}; allowed ${JSON.stringify(closeness)}`;
  expect(worst < 0, message).toBe(true);
}

/** By how much two values are further apart than allowed: 0 where they are close enough. */
function excessOf(actual: number, expected: number, allowed: number): number {
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) {
    return Object.is(actual, expected) ? 0 : Number.POSITIVE_INFINITY;
  }
  return Math.max(0, Math.abs(actual - expected) - allowed);
}

function largestFinite(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > largest && Number.isFinite(size)) largest = size;
  }
  return largest;
}
