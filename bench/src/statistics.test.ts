import { describe, expect, it } from "vitest";
import { mean, median, quartiles, spread } from "./statistics.js";

describe("median", () => {
  it("is the middle value, in whatever order they come", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([7])).toBe(7);
  });

  it("is the mean of the middle two of an even number", () => {
    expect(median([1, 10, 2, 4])).toBe(3);
  });

  it("refuses no values at all", () => {
    expect(() => median([])).toThrow(RangeError);
  });

  it("leaves what it was given as it was", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe("quartiles", () => {
  it("are values themselves where these divide evenly", () => {
    expect(quartiles([5, 1, 2, 4, 3])).toEqual([2, 4]);
  });

  it("lie between two values in proportion elsewhere", () => {
    expect(quartiles([0, 1, 2, 3])).toEqual([0.75, 2.25]);
  });
});

describe("mean and spread", () => {
  it("see every value", () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(spread([4, -1, 3])).toEqual([-1, 4]);
  });
});
