import { describe, expect, it } from "vitest";
import { compared } from "./loss-curve.js";

describe("two loss curves", () => {
  it("that are alike hold", () => {
    const { section, missed } = compared([1000, 500], [1000, 500.001]);
    expect(section).toContain("difference of a step's loss is 2.0e-6");
    expect(missed).toEqual([]);
  });

  it.each([
    ["one step is off", [1000, 500, 300], [1000, 501, 300]],
    ["one ends before the other", [1000, 500], [1000]],
    ["one is no number", [1000, 500, 300], [1000, Number.NaN, 300]],
  ])("are missed if %s", (_what, ours, theirs) => {
    expect(compared(ours, theirs).missed).toHaveLength(1);
  });
});
