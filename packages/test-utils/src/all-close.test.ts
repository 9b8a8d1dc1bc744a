import { describe, expect, it } from "vitest";
import { expectAllClose } from "./all-close.js";

describe("expectAllClose", () => {
  it("wants equality when no tolerance is given", () => {
    expectAllClose([1, -0, 3], [1, 0, 3]);
    expect(() => expectAllClose([1 + Number.EPSILON], [1])).toThrow(/position 0 of 1/);
  });

  it("measures each tolerance on its own scale", () => {
    expectAllClose([101], [100], { relative: 0.011 });
    expect(() => expectAllClose([101], [100], { relative: 0.009 })).toThrow();
    expectAllClose([1], [0], { absolute: 1 });
    expect(() => expectAllClose([1.1], [0], { absolute: 1 })).toThrow();
    expectAllClose([0.9, -100], [0, -100], { ofLargest: 0.01 });
    expect(() => expectAllClose([1.1, -100], [0, -100], { ofLargest: 0.01 })).toThrow();
  });

  it("adds the tolerances up", () => {
    expectAllClose([12], [10], { relative: 0.1, absolute: 1 });
    expect(() => expectAllClose([12.01], [10], { relative: 0.1, absolute: 1 })).toThrow();
  });

  it("names the position that is furthest out", () => {
    expect(() => expectAllClose([0.5, 7, 2], [0, 0, 0])).toThrow(/position 1 of 3: 7 instead of 0/);
  });

  it("never forgives a value that is not finite", () => {
    const lenient = { absolute: Number.MAX_VALUE, relative: 1 };
    for (const [actual, expected] of [
      [Number.NaN, 1],
      [1, Number.NaN],
      [Number.POSITIVE_INFINITY, 1],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ] as [number, number][]) {
      expect(() => expectAllClose([actual], [expected], lenient)).toThrow();
    }
    expectAllClose([Number.NaN, -Infinity], [Number.NaN, -Infinity]);
  });

  it("does not let an infinite expectation widen the others", () => {
    expect(() => expectAllClose([Infinity, 5], [Infinity, 1], { ofLargest: 1 })).toThrow();
  });

  it("wants as many values as expected", () => {
    expect(() => expectAllClose([1, 2], [1])).toThrow(/number of values/);
  });
});
