import { synthetic } from "towerkit";
import { describe, expect, it } from "vitest";
import { fifthOfAll, tenthsOfEachUser } from "./splits.js";

const { ratings } = synthetic({ seed: 1 });

describe("the splits", () => {
  it("set a tenth of each user's rows aside for testing and one for validation", () => {
    const { train, validation, test, seen } = tenthsOfEachUser(ratings, 42);
    const [all, left, chosen] = [ratings, train, validation].map((rows) => rows?.numRows() ?? 0);
    expect(seen.numRows()).toBe(left + chosen);
    expect(seen.numRows() + test.numRows()).toBe(all);
    expect(Math.abs(chosen / all - 0.1)).toBeLessThan(0.001);
  });

  it("take a fifth of all rows and leave nothing aside", () => {
    const { train, validation, test, seen } = fifthOfAll(ratings, 42);
    expect([train.numRows(), test.numRows(), validation]).toEqual([80_000, 20_000, undefined]);
    expect(seen).toBe(train);
  });
});
