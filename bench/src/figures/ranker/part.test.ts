import { columnOf, type TableLike, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { hasData } from "../../where.js";
import { type Lesson, learn, lessons } from "./lessons.js";
import { findingsOf } from "./part.js";

const rmse = { name: "stars", measure: "rmse", source: "0.9", asked: 0.93, seeds: [1, 2] } as const;
const ndcg = { name: "lists", measure: "ndcg", source: "0.9", asked: 0.905, seeds: [1] } as const;

describe("the section on rankers", () => {
  it("has a mean and a range for each, and what is asked", () => {
    const { section, missed } = findingsOf([
      { lesson: rmse, found: [0.92, 0.93] },
      { lesson: ndcg, found: [0.92] },
    ]);
    expect(section).toContain(
      "| stars | RMSE | 0.9 | 0.9250 (0.9200 to 0.9300) | 1, 2 | ≤ 0.93 | yes |",
    );
    expect(section).toContain("| lists | NDCG | 0.9 | 0.9200 | 1 | ≥ 0.905 | yes |");
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
});

describe.skipIf(!hasData("ml-100k"))("real ML-100K: the tutorials' models", () => {
  it("order lists of five better than by chance after a tenth of an epoch", async () => {
    const runtime = await createRuntime({ threads: 1 });
    const lesson = named("ListMLE");
    const { train, test } = await lesson.rows();
    const lists = columnOf(train, "list") as ArrayLike<number>;
    const some = every(train, 10, (row) => lists[row] as number);
    const run = { seed: 42, runtime, epochs: 1, batchSize: 64 };
    // As they come, lists have an NDCG of 0.847.
    expect(await learn(lesson, { train: some, test }, run)).toBeGreaterThan(0.88);
  }, 60_000);

  it("rate better than by the mean after a quarter of an epoch", async () => {
    const runtime = await createRuntime({ threads: 1 });
    const lesson = named("DCN: a cross layer");
    const { train, test } = await lesson.rows();
    const run = { seed: 42, runtime, epochs: 1, batchSize: 256 };
    // The mean rating is 1.126 off.
    const some = every(train, 4, (row) => row);
    expect(await learn(lesson, { train: some, test }, run)).toBeLessThan(1.06);
  }, 60_000);
});

/** The rows whose place, or whatever `numberOf` says, is a multiple. */
function every(table: TableLike, nth: number, numberOf: (row: number) => number): TableLike {
  const rows = Array.from({ length: table.numRows() }, (_, row) => row);
  const kept = rows.filter((row) => numberOf(row) % nth === 0);
  return tableFromColumns(
    Object.fromEntries(
      table.columnNames().map((name) => {
        const column = columnOf(table, name);
        return [name, kept.map((row) => column[row])];
      }),
    ),
  );
}
