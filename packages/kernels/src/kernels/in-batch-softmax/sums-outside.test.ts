import { describe, expect, it } from "vitest";
import { sumsOutside } from "./sums-outside.js";

describe("sumsOutside", () => {
  it("gives the sum of the others", () => {
    const out = new Float64Array(4);
    sumsOutside(Float64Array.of(1, 2, 4, 8), 4, out);
    expect([...out]).toEqual([14, 13, 11, 7]);
  });

  it("keeps every digit of small values beside a large one", () => {
    const out = new Float64Array(3);
    sumsOutside(Float64Array.of(1e-30, 1e30, 2e-30), 3, out);
    expect(out[1]).toBe(1e-30 + 2e-30);
  });

  it("reads and writes only as many as it is told", () => {
    const out = Float64Array.of(9, 9, 9);
    sumsOutside(Float64Array.of(1, 2, 100), 2, out);
    expect([...out]).toEqual([2, 1, 9]);
  });
});
