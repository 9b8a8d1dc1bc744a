import { describe, expect, it } from "vitest";
import { figuresOf } from "./figures.js";
import type { EpochHistory } from "./history.js";

const epoch: EpochHistory<object> = {
  ...{ loss: 2, chance: 3, regularizationLoss: 0, totalLoss: 2, seconds: 1 },
  validation: { loss: 2.5, top_k: { 10: 0.5, 100: 0.75 } },
};

describe("figuresOf", () => {
  it("lists every number with the names that lead to it", () => {
    const named = figuresOf(epoch).map(({ path, value }) => [path.join("."), value]);
    expect(named).toEqual([
      ["loss", 2],
      ["chance", 3],
      ["regularizationLoss", 0],
      ["totalLoss", 2],
      ["seconds", 1],
      ["validation.loss", 2.5],
      ["validation.top_k.10", 0.5],
      ["validation.top_k.100", 0.75],
    ]);
  });
});
