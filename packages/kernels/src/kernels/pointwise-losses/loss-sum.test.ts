import { createGenerator } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { LossSum, ROW_BLOCK } from "./loss-sum.js";

describe("LossSum", () => {
  it("adds every fourth row of a block first, then the four, then the blocks", () => {
    const generator = createGenerator(42, "losses");
    const losses = Array.from({ length: 2 * ROW_BLOCK + 7 }, () => generator.uniform());
    const sum = new LossSum();
    losses.forEach((loss, row) => {
      sum.add(row, loss);
    });
    let expected = 0;
    for (let first = 0; first < losses.length; first += ROW_BLOCK) {
      const lanes = [0, 0, 0, 0];
      losses.slice(first, first + ROW_BLOCK).forEach((loss, i) => {
        lanes[i % 4] += loss;
      });
      expected += lanes[0] + lanes[2] + (lanes[1] + lanes[3]);
    }
    expect(sum.total()).toBe(expected);
    expect(sum.total()).not.toBe(losses.reduce((a, b) => a + b));
  });

  it("is 0 of nothing", () => {
    expect(new LossSum().total()).toBe(0);
  });
});
