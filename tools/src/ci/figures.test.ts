import { describe, expect, it } from "vitest";
import { checkFigures } from "./figures.js";

const baselines = {
  popularity: { test: { top_k: { "100": 0.2989 } } },
  random: { test: { top_k: { "100": 0.06 } } },
};

function basicRetrieval(top_k: Readonly<Record<string, unknown>>) {
  return { recipe: "basic-retrieval", synthetic: false, test: { top_k }, baselines };
}

describe("checkFigures", () => {
  it("accepts figures within their ranges, ends included", () => {
    const findings = checkFigures(basicRetrieval({ "1": 0.001, "10": 0.019, "100": 0.245 }));
    expect(findings).toHaveLength(5);
    expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  });

  it.each([
    ["below", 0.2249],
    ["above", 0.2451],
    ["not a number", Number.NaN],
    ["absent", undefined],
    ["text", "0.235"],
  ])("refuses a figure that is %s", (_, top100) => {
    const findings = checkFigures(basicRetrieval({ "1": 0.001, "10": 0.02, "100": top100 }));
    expect(findings.filter(({ holds }) => !holds)).toMatchObject([
      { figure: "test.top_k.100", found: top100, least: 0.225, most: 0.245 },
    ]);
  });

  it("refuses a report without the part that the figure is in", () => {
    const report = { recipe: "quickstart", synthetic: false, test: null };
    expect(checkFigures(report).every(({ holds }) => !holds)).toBe(true);
  });

  it("refuses figures of made data, and those of a recipe that it does not know", () => {
    expect(() => checkFigures({ recipe: "quickstart", synthetic: true })).toThrow(/made data/);
    expect(() => checkFigures({ recipe: "quickstart" })).toThrow(/made data/);
    expect(() => checkFigures({ recipe: "toString", synthetic: false })).toThrow(/"toString"/);
  });
});
