import { describe, expect, it } from "vitest";
import { type Answer, agreements } from "./compare.js";
import type { Ours } from "./ours.js";

const ours = [
  {
    metrics: { auc: 0.75, coverage: { "5": 0.5 } },
    perUser: { users: ["0", "1"], values: { recall: { "5": Float64Array.of(0.5, 1) } } },
    ratings: { rmse: 2, mae: Number.NaN },
  },
] as unknown as Ours[];

const compared = (...answers: Answer[]) =>
  agreements(answers, ours).map(({ metric, compared: all, equal }) => [metric, equal, all]);

describe("agreements", () => {
  it("finds a value by metric, cut-off, world and user", () => {
    expect(
      compared(
        ["a", "recall", 5, 0, 0, 0.5],
        ["a", "recall", 5, 0, 1, 1 + 1e-13],
        ["a", "coverage", 5, 0, null, 0.5],
        ["a", "auc", null, 0, null, 0.75],
        ["a", "rmse", null, 0, null, 2],
      ),
    ).toEqual([
      ["recall", 2, 2],
      ["coverage", 1, 1],
      ["auc", 1, 1],
      ["rmse", 1, 1],
    ]);
  });

  it("tells what differs, not a number included, and keeps oracles apart", () => {
    expect(
      compared(
        ["a", "recall", 5, 0, 0, 0.5 + 1e-9],
        ["b", "recall", 5, 0, 0, 0.5],
        ["a", "mae", null, 0, null, 1],
      ),
    ).toEqual([
      ["recall", 0, 1],
      ["recall", 1, 1],
      ["mae", 0, 1],
    ]);
  });

  it("throws for a metric that we do not have", () => {
    expect(() => compared(["a", "bpref", null, 0, null, 1])).toThrow(/bpref, which we do not/);
  });
});
