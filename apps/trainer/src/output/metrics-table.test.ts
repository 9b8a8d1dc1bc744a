import { describe, expect, it } from "vitest";
import { layOutMetrics } from "./metrics-table.js";

describe("layOutMetrics", () => {
  it("puts each ranker under its heading and each cut-off in its column", () => {
    const metrics = { top_k: { "1": 0.1, "5": 0.2, "10": 0.3, "50": 0.4, "100": 0.5 } };
    expect(layOutMetrics([{ heading: "test", rows: [{ name: "model", metrics }] }])).toEqual([
      "           top-1    top-5   top-10   top-50  top-100",
      "test",
      "  model  0.10000  0.20000  0.30000  0.40000  0.50000",
    ]);
  });
});
