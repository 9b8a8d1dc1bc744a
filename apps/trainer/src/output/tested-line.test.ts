import { describe, expect, it } from "vitest";
import { testedLine } from "./tested-line.js";

describe("testedLine", () => {
  it("names the share of test rows at each cutoff, in rising order, and what comes next", () => {
    expect(testedLine({ 1: 0.001, 5: 0.01, 10: 0.02, 50: 0.1, 100: 0.23456 })).toBe(
      "test: top-1 0.0010, top-5 0.0100, top-10 0.0200, top-50 0.1000, top-100 0.2346; " +
        "now popularity and chance beside it, and the bundle",
    );
  });
});
