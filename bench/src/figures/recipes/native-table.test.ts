import { describe, expect, it } from "vitest";
import { madeReport } from "./made-report.js";
import { missedOnNative, nativeTable } from "./native-table.js";
import { atLeast, topK } from "./row.js";
import { judge } from "./table.js";

const onDefault = new Map([["one", [madeReport({ recipe: "one", test: 0.21 })]]]);
const row = { recipe: "one", figures: [topK(100, { rule: atLeast(0.2) })] };

describe("the table of recipes on tfjs-node", () => {
  it("has the figure of either engine and whether tfjs-node's is as asked", () => {
    const onNative = new Map([["one", [madeReport({ recipe: "one", test: 0.19 })]]]);
    expect(nativeTable(judge(row, onNative), onDefault).rows).toEqual([
      ["`one`", "top-100", "0.2100", "0.1900", "≥ 0.2", "NO"],
    ]);
  });

  it("misses figures that are not as asked, and runs on another engine", () => {
    const reports = (engine: string, test: number) =>
      new Map([["one", [madeReport({ recipe: "one", test, engine })]]]);
    const missed = (engine: string, test: number) => {
      const onNative = reports(engine, test);
      return missedOnNative(judge(row, onNative), onNative);
    };
    expect(missed("tfjs-node", 0.2)).toEqual([]);
    expect(missed("tfjs-node", 0.19)).toEqual(["one's top-100 is 0.1900, not ≥ 0.2"]);
    expect(missed("default", 0.2)).toEqual(['one ran on the engine "default"']);
  });
});
