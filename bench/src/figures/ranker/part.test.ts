import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { hasData } from "../../where.js";
import { type Lesson, learn, lessons } from "./lessons.js";
import { findingsOf } from "./part.js";

const rmse = { name: "stars", measure: "rmse", source: "0.9", asked: 0.93 } as const;
const ndcg = { name: "lists", measure: "ndcg", source: "0.9", asked: 0.905 } as const;

describe("the section on rankers", () => {
  it("has a mean and a range for each, and what is asked", () => {
    const { section, missed } = findingsOf([
      { lesson: rmse, found: [0.92, 0.93] },
      { lesson: ndcg, found: [0.91, 0.93] },
    ]);
    expect(section).toContain("| stars | RMSE | 0.9 | 0.9250 (0.9200 to 0.9300) | ≤ 0.93 | yes |");
    expect(section).toContain("| lists | NDCG | 0.9 | 0.9200 (0.9100 to 0.9300) | ≥ 0.905 | yes |");
    expect(missed).toEqual([]);
  });

  it("says what is missed, in whichever direction", () => {
    const { missed } = findingsOf([
      { lesson: rmse, found: [0.94] },
      { lesson: ndcg, found: [0.9] },
      { lesson: ndcg, found: [Number.NaN] },
    ]);
    expect(missed).toEqual([
      "stars: RMSE is 0.94, not ≤ 0.93",
      "lists: NDCG is 0.9, not ≥ 0.905",
      "lists: NDCG is NaN, not ≥ 0.905",
    ]);
  });
});

const named = (name: string) => lessons.find((lesson) => lesson.name.includes(name)) as Lesson;

describe("the tutorials' models", () => {
  it("learn the toy by a cross layer within ten epochs", async () => {
    const runtime = await createRuntime({ threads: 1 });
    const lesson = named("the toy");
    const found = await learn(lesson, await lesson.rows(), { seed: 42, runtime, epochs: 10 });
    expect(found).toBeLessThan(0.02);
  });

  it.skipIf(!hasData("ml-100k"))(
    "real ML-100K: order lists of five well above chance after one epoch",
    async () => {
      const runtime = await createRuntime({ threads: 1 });
      const lesson = named("squared error");
      const { train, test } = await lesson.rows();
      const found = await learn(lesson, { train: test, test }, { seed: 42, runtime, epochs: 1 });
      expect(train.numRows()).toBeGreaterThan(40 * test.numRows());
      expect(found).toBeGreaterThan(0.8);
    },
    60_000,
  );
});
