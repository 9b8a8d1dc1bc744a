import { describe, expect, it } from "vitest";
import { meanWithSpread } from "./mean-with-spread.js";

describe("meanWithSpread", () => {
  it("has the least and the greatest in brackets", () => {
    expect(meanWithSpread([0.3, 0.1, 0.23])).toBe("0.2100 (0.1000 to 0.3000)");
  });

  it("has no brackets where there is one value", () => {
    expect(meanWithSpread([0.25])).toBe("0.2500");
  });
});
