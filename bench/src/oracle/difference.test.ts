import { describe, expect, it } from "vitest";
import { firstDifference } from "./difference.js";

describe("firstDifference", () => {
  it("finds none between equal trees", () => {
    expect(
      firstDifference([[1, 2], [], { ids: [0] }], [[1, 2], [], { ids: [-0] }]),
    ).toBeUndefined();
  });

  it.each([
    [[1, 2], [1, 3], "[1] is 2, expected 3"],
    [[[1], [2, 3]], [[1], [2, 4]], "[1][1] is 3, expected 4"],
    [[1, 2, 3], [1, 2], "it has 3 parts, expected 2"],
    [[[], [1]], [[], []], "[1] has 1 parts, expected 0"],
    [undefined, [1], "it is undefined, expected 1"],
    [Number.NaN, 1, "it is NaN, expected 1"],
    [{ a: 1 }, { b: 1 }, "[b] is undefined, expected 1"],
  ])("names the first between %j and %j", (actual, expected, message) => {
    expect(firstDifference(actual, expected)).toBe(message);
  });

  it("takes numbers for the same where it is told that they are", () => {
    const close = (actual: number, expected: number) => Math.abs(actual - expected) < 0.1;
    expect(firstDifference([1.05], [1], close)).toBeUndefined();
    expect(firstDifference([1.15], [1], close)).toBe("[0] is 1.15, expected 1");
  });
});
