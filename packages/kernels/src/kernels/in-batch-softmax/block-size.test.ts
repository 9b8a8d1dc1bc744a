import { describe, expect, it } from "vitest";
import { queriesPerBlock } from "./block-size.js";

describe("queriesPerBlock", () => {
  it("is 32 up to a million candidates, and keeps scores within 128 MB beyond", () => {
    expect([1, 1180, 2 ** 20].map(queriesPerBlock)).toEqual([32, 32, 32]);
    for (const numCandidates of [2 ** 20 + 1, 3_000_000, 2 ** 23]) {
      const queries = queriesPerBlock(numCandidates);
      expect(queries * numCandidates * 4).toBeLessThanOrEqual(2 ** 27);
      expect(2 * queries * numCandidates * 4).toBeGreaterThan(2 ** 27);
    }
  });

  it("is never less than 4", () => {
    expect(queriesPerBlock(2 ** 28)).toBe(4);
  });
});
