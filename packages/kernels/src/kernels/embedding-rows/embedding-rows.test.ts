import { describe, expect, it } from "vitest";
import { accumulateRows } from "./accumulate-rows.js";
import { gatherRows } from "./gather-rows.js";

describe("gatherRows", () => {
  it("copies rows in the order asked for, repeats and all", () => {
    const out = new Float32Array(6);
    gatherRows({
      table: Float32Array.of(1, 2, 3, 4, 5, 6),
      dim: 2,
      rows: Int32Array.of(2, 0, 2),
      out,
    });
    expect([...out]).toEqual([5, 6, 1, 2, 5, 6]);
  });
});

describe("accumulateRows", () => {
  it("adds to what is there, row by row", () => {
    const out = Float32Array.of(1, 1, 1, 1);
    accumulateRows({
      gradients: Float32Array.of(1, 2, 10, 20, 100, 200),
      dim: 2,
      slots: Int32Array.of(1, 0, 1),
      out,
    });
    expect([...out]).toEqual([11, 21, 102, 203]);
  });

  it("rounds after each addition, in rising order", () => {
    const tiny = 2 ** -24;
    const sumOf = (gradients: number[]) => {
      const out = new Float32Array(1);
      const slots = new Int32Array(gradients.length);
      accumulateRows({ gradients: Float32Array.from(gradients), dim: 1, slots, out });
      return out[0];
    };
    expect(sumOf([1, tiny, tiny])).toBe(1);
    expect(sumOf([tiny, tiny, 1])).toBe(1 + 2 * tiny);
  });
});
