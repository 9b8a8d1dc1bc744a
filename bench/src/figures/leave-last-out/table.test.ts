import { describe, expect, it } from "vitest";
import { madeReport } from "../recipes/made-report.js";
import { lastOutTable } from "./table.js";

describe("lastOutTable", () => {
  it("lays ours beside what is published, the worst first, with means and spread over the seeds", () => {
    const reports = [2.4, 2.6].map((test) => madeReport({ test, popularity: 0.3 }));
    expect(lastOutTable(reports).rows).toEqual([
      ["random", "0.0060 (0.0060 to 0.0060)", "0.0030 (0.0030 to 0.0030)"],
      ["popularity", "0.0300 (0.0300 to 0.0300)", "0.0150 (0.0150 to 0.0150)"],
      ["SASRec, published", "0.239", "0.126"],
      ["`next-1m`", "0.2500 (0.2400 to 0.2600)", "0.1250 (0.1200 to 0.1300)"],
      ["SASRec with sampled softmax, published", "0.293", "0.168"],
      ["gSASRec, published", "0.300", "0.173"],
    ]);
  });
});
