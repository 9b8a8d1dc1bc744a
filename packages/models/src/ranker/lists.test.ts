import { columnOf, createGenerator, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import {
  approxNdcg,
  listMle,
  pairwiseHinge,
  type RankingLossFunction,
  ranking,
  squaredError,
} from "@towerkit/tasks";
import { fitTower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { clickFeatures, clicks } from "../../test/clicks.js";
import { adagrad } from "../optimizers/adagrad.js";
import { createRankerPasses, readLessons } from "./passes.js";
import { Ranker } from "./ranker.js";
import { rankerIdentity, rankerTower } from "./settings.js";
import { dcn } from "./shapes.js";

const [train, test] = [clicks(), clicks({ rows: 100, seed: 2 })];
const layers = dcn({ layers: 1, deep: [16] });

const ranker = (loss: RankingLossFunction, group = "list") =>
  new Ranker({
    features: clickFeatures(),
    layers,
    label: "stars",
    task: ranking({ loss, reduction: "mean" }),
    group,
  });
const options = () => ({ optimizer: adagrad(0.1), batchSize: 8, epochs: 10 });

describe("a Ranker of lists", () => {
  it.each([
    ["listMle", listMle()],
    ["pairwiseHinge", pairwiseHinge()],
    ["squaredError", squaredError()],
  ])("learns by %s what stands above what", async (_name, loss) => {
    const model = ranker(loss);
    const history = await model.fit(train, { ...options(), epochs: 30 });
    const { ndcg, rmse, counts } = await model.evaluate(test);
    expect(ndcg).toBeGreaterThan(0.97);
    expect(rmse === undefined).toBe(loss.isListwise);
    expect(counts.lists).toBe(new Set(columnOf(test, "list") as string[]).size);
    expect(history.warnings).toEqual([]);
  });

  it("brings 1 − NDCG down by approxNdcg", async () => {
    const model = ranker(approxNdcg({ temperature: 1 }));
    const { epochs } = await model.fit(train, { ...options(), epochs: 30 });
    const last = epochs.at(-1);
    expect(last?.loss).toBeLessThan(0.7 * (last?.chance as number));
  });

  it("counts lists in batches, and never takes one apart", async () => {
    const lists = new Set(columnOf(train, "list") as string[]).size;
    const steps: number[] = [];
    const given = { ...options(), epochs: 1, batchSize: 10 };
    await ranker(listMle()).fit(train, { ...given, onProgress: ({ step }) => steps.push(step) });
    expect(steps).toHaveLength(Math.ceil(lists / 10));
  });

  it("finds the lists of a batch wherever their rows lie", async () => {
    const table = tableFromColumns({
      user_id: ["u1", "u2", "u3", "u1", "u2", "u1"],
      film: ["a", "b", "c", "d", "e", "f"],
      age: [20, 30, 40, 50, 60, 70],
      stars: [1, 2, 3, null, 5, 4],
      list: ["x", "y", "z", "x", "y", "x"],
    });
    const runtime = await createRuntime({ threads: 1 });
    const features = clickFeatures();
    const tower = fitTower(rankerTower({ features, layers }), table, { seed: 1, name: "ranker" });
    const lossOf = (label: string, batch: number[]) => {
      const task = ranking({ loss: listMle() });
      const identity = rankerIdentity({ label, task, group: "list" });
      const lessons = readLessons(table, { ...identity, tower }, {});
      const pass = createRankerPasses({ tower, task, lessons, runtime });
      return { count: lessons.count, ...pass(Int32Array.from(batch), 1, { runtime }).sums };
    };
    const { count, weightSum } = lossOf("stars", [2, 0]);
    expect({ count, weightSum }).toEqual({ count: 3, weightSum: 2 });
    // List x is rows 5 and 0, best first, as row 3 has no label; list z is one row and costs nothing.
    const [first, last] = tower.encode(tower.encodeColumns(table).inputs, Int32Array.of(0, 5), {
      runtime,
    });
    const expected =
      Math.log(Math.exp(first as number) + Math.exp(last as number)) - (last as number);
    expect(lossOf("stars", [2, 0]).lossSum).toBeCloseTo(expected, 6);
    expect(lossOf("stars", [0]).chanceSum).toBeCloseTo(Math.log(2), 6);
  });

  it("weighs lists, if all rows of one weigh the same", async () => {
    const list = columnOf(train, "list") as string[];
    const random = createGenerator(1, "weights");
    const ofList = new Map([...new Set(list)].map((name) => [name, random.below(3)]));
    const weighed = (weight: unknown[]) =>
      tableFromColumns({
        ...Object.fromEntries(
          train.columnNames().map((name) => [name, Array.from(columnOf(train, name))]),
        ),
        weight,
      });
    const alike = weighed(list.map((name) => ofList.get(name)));
    const { epochs } = await ranker(listMle()).fit(alike, { ...options(), weights: "weight" });
    expect(epochs.at(-1)?.loss).toBeLessThan(epochs.at(-1)?.chance as number);
    const unlike = weighed(list.map((_, row) => row % 2));
    await expect(
      ranker(listMle()).fit(unlike, { ...options(), weights: "weight" }),
    ).rejects.toThrow("the rows of a list must have one weight");
  });

  it("says where no list has two rows to compare", async () => {
    const { warnings } = await ranker(pairwiseHinge(), "row").fit(
      tableFromColumns({
        ...Object.fromEntries(
          train.columnNames().map((name) => [name, Array.from(columnOf(train, name))]),
        ),
        row: Array.from({ length: 400 }, (_, row) => row),
      }),
      { ...options(), epochs: 1 },
    );
    expect(warnings[0]).toMatch(/no list held rows to tell apart/);
  });

  it("needs a group", () => {
    expect(
      () =>
        new Ranker({
          features: clickFeatures(),
          layers,
          label: "stars",
          task: ranking({ loss: listMle() }),
        }),
    ).toThrow(/listMle compares the rows of a list; name the column/);
  });
});
