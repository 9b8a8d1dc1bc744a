import { describe, expect, it } from "vitest";
import { grouped, seconds, share } from "./numbers.js";

describe("grouped", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [1000, "1,000"],
    [100_000, "100,000"],
    [1_234_567, "1,234,567"],
  ])("sets the thousands of %i apart", (value, text) => {
    expect(grouped(value)).toBe(text);
  });
});

describe("share", () => {
  it("tells apart any two counts of 20,000 rows", () => {
    expect(share(21 / 20_000)).toBe("0.00105");
    expect(share(4630 / 20_000)).toBe("0.23150");
  });
});

describe("seconds", () => {
  it("names its unit", () => {
    expect(seconds(1.234)).toBe("1.23 s");
  });
});
