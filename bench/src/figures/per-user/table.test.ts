import { describe, expect, it } from "vitest";
import { perUserTable } from "./table.js";

const found = (recall: number) => ({ recall, ndcg: recall / 2, mrr: 0.4 });

describe("perUserTable", () => {
  it("has the mean of each measure over the seeds, with the spread, the worst recall first", () => {
    const lines = [
      { name: "ours", settings: "", found: [found(0.2), found(0.22)] },
      { name: "other", settings: "dim 64", found: [found(0.1), found(0.1)] },
    ];
    const fixed = "0.4000 (0.4000 to 0.4000)";
    expect(perUserTable(lines).rows).toEqual([
      ["other", "dim 64", "0.1000 (0.1000 to 0.1000)", "0.0500 (0.0500 to 0.0500)", fixed],
      ["ours", "", "0.2100 (0.2000 to 0.2200)", "0.1050 (0.1000 to 0.1100)", fixed],
    ]);
  });

  it("has what is published among the measured, as it was printed", () => {
    const lines = [{ name: "ours", settings: "", found: [found(0.2)] }];
    const published = [
      { name: "above", recall: 0.31, mrr: 0.5 },
      { name: "below", recall: 0.182, mrr: 0.67 },
    ];
    expect(perUserTable(lines, published).rows).toEqual([
      ["below", "", "0.182", "-", "0.670"],
      ["ours", "", "0.2000", "0.1000", "0.4000"],
      ["above", "", "0.310", "-", "0.500"],
    ]);
  });
});
