import { describe, expect, it } from "vitest";
import { sampledTable } from "./table.js";

const found = (hitRate: number) => ({ hitRate, ndcg: hitRate / 2, hitRateOfAll: 0.1 });

describe("sampledTable", () => {
  it("lays ours beside what is published, the worst first", () => {
    const lines = [
      { name: "ours", settings: "dim 8", found: [found(0.7), found(0.8)] },
      { name: "popularity", settings: "", found: [found(0.4)] },
    ];
    expect(sampledTable(lines, [{ name: "theirs", hitRate: 0.731, ndcg: 0.452 }]).rows).toEqual([
      ["popularity", "", "0.4000", "0.2000", "0.1000"],
      ["theirs", "", "0.731", "0.452", "-"],
      [
        "ours",
        "dim 8",
        "0.7500 (0.7000 to 0.8000)",
        "0.3750 (0.3500 to 0.4000)",
        "0.1000 (0.1000 to 0.1000)",
      ],
    ]);
  });
});
