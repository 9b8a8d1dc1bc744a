import { createGenerator } from "@towerkit/core";
import { multiHot, stringLookup } from "@towerkit/features";
import { createRuntime } from "@towerkit/kernels";
import { logistic, ranking, squaredError } from "@towerkit/tasks";
import { checkGradient } from "@towerkit/test-utils";
import { denseStack, fitTower, Network, type NetworkLayer } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { clickFeatures, clicks } from "../../test/clicks.js";
import { createRankerPasses, readLessons } from "./passes.js";
import { type RankerOptions, rankerIdentity, rankerTower } from "./settings.js";
import { dcn, dlrm } from "./shapes.js";

const features = clickFeatures();
const widthsOf = (layers: readonly NetworkLayer[], inputWidth: number) =>
  new Network({ layers, inputWidth, name: "test", seed: 1 }).describe().map(({ width }) => width);

describe("dcn", () => {
  it("stacks cross and dense layers", () => {
    expect(widthsOf(dcn({ layers: 2, deep: [8, 4] }), 13)).toEqual([13, 8, 4, 1]);
    expect(widthsOf(dcn({ deep: [] }), 13)).toEqual([13, 1]);
  });

  it("sets them side by side", () => {
    expect(widthsOf(dcn({ deep: [8, 4], structure: "parallel" }), 13)).toEqual([17, 1]);
  });

  it("has the parameters of one cross layer and one dense unit: 16 for three features", () => {
    const network = new Network({
      layers: dcn({ layers: 1, deep: [] }),
      inputWidth: 3,
      name: "test",
      seed: 1,
    });
    expect(network.describe().reduce((sum, { parameters }) => sum + parameters, 0)).toBe(16);
  });

  it("refuses what it is not", () => {
    expect(() => dcn({ structure: "crossed" as never })).toThrow(/"stacked" or "parallel"/);
    expect(() => dcn({ structure: "parallel", deep: [] })).toThrow(/needs a width in deep/);
    expect(() => dcn({ layers: 0 })).toThrow(/cross layers/);
  });
});

describe("dlrm", () => {
  it("puts numbers through the bottom, products of pairs over it, and the rest on top", () => {
    const layers = dlrm({ bottom: [5], top: [7] })({ ...features });
    // A vector of the numbers and 2 embeddings: 6 and 3 pairs.
    expect(widthsOf(layers, 13)).toEqual([18, 9, 7, 1]);
    const selfAlso = dlrm({ bottom: [5], top: [], selfInteraction: true })(features);
    expect(widthsOf(selfAlso, 13)).toEqual([18, 12, 1]);
  });

  it("takes any number of numbers", () => {
    const wide = { ...features, genres: multiHot({ size: 4 }).numbers() };
    expect(widthsOf(dlrm({ bottom: [5], top: [7] })(wide as never), 17)).toEqual([18, 9, 7, 1]);
  });

  it("needs no numbers", () => {
    const { age: _, ...ids } = features;
    expect(widthsOf(dlrm({ top: [7] })(ids), 12)).toEqual([1, 7, 1]);
  });

  it("refuses features that it cannot multiply", () => {
    const { age, film } = features;
    expect(() => dlrm()({ age })).toThrow(/there is no embedding/);
    expect(() => dlrm()({ film })).toThrow(/one feature only/);
    expect(() => dlrm()({ film, user_id: stringLookup().embedding(4) })).toThrow(
      /"film" is 6 wide and "user_id" 4/,
    );
  });
});

describe("a whole ranker", () => {
  const table = clicks({ rows: 9 });
  const shapes: [string, RankerOptions["layers"]][] = [
    ["dcn", dcn({ layers: 2, deep: [5] })],
    [
      "parallel dcn of low rank",
      dcn({ layers: 2, deep: [5], projectionDim: 3, structure: "parallel" }),
    ],
    ["dlrm", dlrm({ bottom: [5], top: [6] })],
    ["dense layers", denseStack([6, 1])],
  ];

  it.each(shapes)("%s has the gradients of its loss", async (_name, layers) => {
    const runtime = await createRuntime({ threads: 1 });
    const tower = fitTower(rankerTower({ features, layers }), table, { seed: 3, name: "ranker" });
    const random = createGenerator(7, "far from 0");
    // Large enough to be told from rounding, and no ReLU at its corner.
    for (const { data } of tower.trainables()) {
      for (let i = 0; i < data.length; i++) data[i] += 0.5 * (2 * random.uniform() - 1);
    }
    const identity = rankerIdentity({ label: "stars", task: ranking({ loss: squaredError() }) });
    const lessons = readLessons(table, { ...identity, tower }, {});
    const passes = createRankerPasses({ tower, task: identity.task, lessons, runtime });
    const batch = Int32Array.of(1, 4, 0, 8, 5);
    const found = passes(batch, 1, { runtime }).backward();
    for (const { table: moved, rows, values } of found) {
      const { data, dim } = moved;
      const place = (i: number) => (rows[Math.floor(i / dim)] as number) * dim + (i % dim);
      const first = Float64Array.from(values, (_, i) => data[place(i)] as number);
      checkGradient({
        f: (point) => {
          point.forEach((value, i) => {
            data[place(i)] = value;
          });
          const { lossSum } = passes(batch, 1, { runtime }).sums;
          first.forEach((value, i) => {
            data[place(i)] = value;
          });
          return lossSum;
        },
        point: first,
        gradient: values,
        // The model computes in float32: its differences are known to few digits.
        step: 2e-3,
        tolerance: 3e-2,
      });
    }
    expect(found.length).toBeGreaterThanOrEqual(4);
  });

  it("stands numbers before embeddings, whatever their order", () => {
    const spec = rankerTower({ features, layers: dcn() });
    expect(Object.keys(spec.features)).toEqual(["age", "user_id", "film"]);
  });

  it("is not made of other things", () => {
    const task = ranking({ loss: logistic() });
    expect(() => rankerTower({ features: {}, layers: dcn() })).toThrow(/at least one feature/);
    expect(() => rankerTower({ features: { age: null as never }, layers: dcn() })).toThrow(
      /"age" must be a feature/,
    );
    const { film } = features;
    expect(() => rankerTower({ features: { film }, layers: denseStack([4, 2]) })).toThrow(
      /must end in one number, the prediction, and end in 2/,
    );
    expect(() => rankerIdentity({ label: 7 as never, task })).toThrow(/label must be/);
    expect(() => rankerIdentity({ label: "y", task, group: 7 as never })).toThrow(/group must be/);
    expect(() => rankerIdentity({ label: "y", task, seed: -1 })).toThrow(/seed/);
    expect(() => rankerIdentity({ label: "y", task: {} as never })).toThrow(/task must be/);
  });
});
