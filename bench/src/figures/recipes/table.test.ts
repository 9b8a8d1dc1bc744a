import { describe, expect, it } from "vitest";
import { madeReport } from "./made-report.js";
import {
  abovePopularityBy,
  aboveRecipe,
  atMost,
  between,
  type Figure,
  mixtureTopK,
  rmse,
  topK,
  trainTopK,
} from "./row.js";
import { figuresTable, judge, missedSentence, recipeTable } from "./table.js";

const made = (...tests: readonly number[]) =>
  tests.map((test, i) => madeReport({ seed: 42 + i, test }));

function met(figure: Figure, ...tests: readonly number[]): boolean | undefined {
  const reports = new Map([
    ["one", made(...tests)],
    ["other", made(0.25)],
  ]);
  return judge({ recipe: "one", figures: [figure] }, reports)[0]?.met;
}

describe("judge", () => {
  it("lets a mean be .005 below the source's figure and no more", () => {
    expect(met(topK(100, { source: 0.21 }), 0.2, 0.21)).toBe(true);
    expect(met(topK(100, { source: 0.21 }), 0.2, 0.2099)).toBe(false);
    expect(met(topK(100, { source: 0.21 }), 0.9)).toBe(true);
  });

  it("holds a mean against a range, both ends included, where one is asked", () => {
    const figure = topK(100, { source: 0.9, rule: between(0.1, 0.2) });
    expect([0.0999, 0.1, 0.2, 0.2001].map((test) => met(figure, test))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(met({ what: "rmse", of: () => 1.03, rule: atMost(1.02) }, 0.2)).toBe(false);
  });

  it("holds a mean against popularity and against another recipe", () => {
    expect(met(topK(100, { rule: abovePopularityBy(0.02) }), 0.32)).toBe(true);
    expect(met(topK(100, { rule: abovePopularityBy(0.02) }), 0.319)).toBe(false);
    expect(met(topK(100, { rule: aboveRecipe("other") }), 0.26)).toBe(true);
    expect(met(topK(100, { rule: aboveRecipe("other") }), 0.25)).toBe(false);
    expect(() => met(topK(100, { rule: aboveRecipe("nobody") }), 0.25)).toThrow(/nobody/);
  });

  it("holds the error of predicted ratings against what is asked", () => {
    const reports = new Map([["one", [{ ...madeReport(), ratings: { rmse: 1.01 } }]]]);
    const figures = [rmse({ rule: atMost(1.02) }), rmse({ rule: atMost(1) }), rmse()];
    const verdicts = judge({ recipe: "one", figures }, reports);
    expect(verdicts.map((verdict) => verdict.met)).toEqual([true, false, undefined]);
  });

  it("asks nothing of a figure without a rule, and never takes a missing number for met", () => {
    expect(met(topK(100), 0.1)).toBeUndefined();
    expect(met(rmse({ rule: atMost(1.02) }), 0.1)).toBe(false);
    expect(met(mixtureTopK(100, { source: 0.2 }), 0.2)).toBe(false);
  });
});

describe("the tables", () => {
  const reports = new Map([["one", made(0.2, 0.21, 0.19)]]);
  const row = { recipe: "one", figures: [topK(100, { source: 0.25 }), trainTopK(100)] };
  const verdicts = judge(row, reports);

  it("have a row a figure, with means, spread, popularity and chance", () => {
    const rows = [
      ["top-100", "0.2500", "0.2000 (0.1900 to 0.2100)", "0.3000", "0.0600", "≥ 0.245", "NO"],
      ["top-100, train rows", "-", "0.4000 (0.4000 to 0.4000)", "-", "-", "-", "-"],
    ];
    expect(recipeTable(verdicts, reports).rows).toEqual(rows);
    expect(figuresTable(verdicts, reports).rows).toEqual(rows.map((each) => ["`one`", ...each]));
  });

  it("say of a missed figure what it is and what it is not", () => {
    expect(verdicts.map(missedSentence)[0]).toBe("one's top-100 is 0.2000, not ≥ 0.245");
  });
});
