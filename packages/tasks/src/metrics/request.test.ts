import { ConfigError, type Matrix, NumericError, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import type { Scorer } from "@towerkit/retrieval";
import { describe, expect, it } from "vitest";
import { evaluateScorer } from "./evaluate-scorer.js";
import type { Metric } from "./names.js";
import type { EvaluateScorerOptions } from "./types.js";

const runtime = await createRuntime();

let scored = 0;
const scorer: Scorer = {
  name: "falling",
  numCandidates: 3,
  async scores(queries, out) {
    scored++;
    queries.forEach((_, row) => {
      out.set([3, 2, 1], row * 3);
    });
  },
};
const table = tableFromColumns({ user_id: ["u", "v"], item: ["a", "c"] });
const ask = (options: Partial<EvaluateScorerOptions<Metric, number>>) =>
  evaluateScorer(scorer, table, {
    candidateIds: ["a", "b", "c"],
    itemKey: "item",
    runtime,
    ...options,
  });

const vectors = (rows: number, ...data: number[]): Matrix => ({
  rows,
  dim: 1,
  data: Float32Array.from(data),
});

describe("what is asked for is refused before anything is scored", () => {
  it.each([
    ["an unknown metric", { metrics: ["recal" as Metric] }, /metrics\[0\] is "recal"; it must be/],
    ["no metric", { metrics: [] }, /metrics must be a list of at least one/],
    ["a metric twice", { metrics: ["map", "map"] }, /metrics\[1\] is "map" once more/],
    ["a cut-off of 0", { cutoffs: [10, 0] }, /cutoffs\[1\] must be a whole number of at least 1/],
    ["a cut-off below 0", { cutoffs: [-5] }, /cutoffs\[0\] must be/],
    ["a broken cut-off", { cutoffs: [1.5] }, /cutoffs\[0\] must be/],
    ["a cut-off that is no number", { cutoffs: [Number.NaN] }, /cutoffs\[0\] must be/],
    ["no cut-off", { cutoffs: [] }, /cutoffs must be a list/],
    ["novelty without train", { metrics: ["novelty"] }, /need train/],
    ["bySeen without train", { bySeen: true }, /bySeen need train/],
    [
      "a train table without the items",
      { metrics: ["novelty"], train: tableFromColumns({ user_id: ["u"] }) },
      /train: there is no column "item"/,
    ],
    [
      "a train table without the users",
      { bySeen: true, train: tableFromColumns({ item: ["a"] }) },
      /train: there is no column "user_id"/,
    ],
    [
      "a train table of other items",
      { metrics: ["popularity_bias"], train: tableFromColumns({ item: ["x"] }) },
      /train: there is no row whose item is in the catalogue/,
    ],
    ["withSeen without exclude", { withSeen: true }, /withSeen needs exclude/],
    ["diversity without vectors", { metrics: ["diversity"] }, /diversity needs itemVectors/],
    [
      "vectors of another catalogue",
      { metrics: ["diversity"], itemVectors: vectors(2, 1, 2) },
      /a vector for each of the 3 candidates/,
    ],
    ["no negatives", { sampledNegatives: { count: 0 } }, /sampledNegatives.count must be/],
    [
      "a negative seed",
      { sampledNegatives: { count: 1, seed: -1 } },
      /sampledNegatives.seed must be/,
    ],
    ["a level above 1", { intervals: { level: 95 } }, /level must be a number between 0 and 1/],
    ["unknown units", { intervals: { over: "rows" as "users" } }, /intervals.over must be one of/],
  ] as const)("%s", async (_, options, message) => {
    scored = 0;
    const failure = await ask(options as object).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as Error).message).toMatch(message);
    expect(scored).toBe(0);
  });

  it("a vector that is not a number", async () => {
    const itemVectors = vectors(3, 1, Number.NaN, 2);
    await expect(ask({ metrics: ["diversity"], itemVectors })).rejects.toThrow(
      new NumericError("itemVectors, row 1: NaN is not a finite number."),
    );
  });

  it("a score that is not a number, whatever is measured by it", async () => {
    const broken: Scorer = {
      ...scorer,
      async scores(_, out) {
        out.fill(Number.NaN);
      },
    };
    for (const options of [{}, { metrics: ["coverage"] }, { sampledNegatives: { count: 1 } }]) {
      await expect(
        evaluateScorer(broken, table, {
          candidateIds: ["a", "b", "c"],
          itemKey: "item",
          runtime,
          ...(options as object),
        }),
      ).rejects.toThrow(NumericError);
    }
  });
});

describe("small cases", () => {
  it("cut-offs beyond the catalogue count as they are: precision ÷ k, lists as long as there are items", async () => {
    const { metrics } = await ask({
      metrics: ["precision", "recall", "coverage", "map"],
      cutoffs: [2, 1_000_000],
    });
    expect(metrics).toEqual({
      precision: { "2": 1 / 4, "1000000": 1e-6 },
      recall: { "2": 1 / 2, "1000000": 1 },
      map: { "2": 1 / 2, "1000000": (1 + 1 / 3) / 2 },
      coverage: { "2": 2 / 3, "1000000": 1 },
    });
  });

  it("AUC is 1 for the best item, 0 for the worst and for an unknown one", async () => {
    const { metrics, perUser } = await ask({ metrics: ["auc"], perUser: true });
    expect(metrics.auc).toBe(1 / 2);
    expect(perUser?.values.auc).toEqual(Float64Array.of(1, 0));
  });

  it("a user for whom nothing is left to be told from has no AUC, and an empty list no novelty", async () => {
    const seen = tableFromColumns({ user_id: ["v", "v", "v"], item: ["a", "b", "c"] });
    const { metrics, perUser, counts } = await ask({
      metrics: ["auc", "novelty", "coverage"],
      cutoffs: [2],
      exclude: seen,
      train: seen,
      perUser: true,
    });
    expect(perUser?.values.auc).toEqual(Float64Array.of(1, Number.NaN));
    expect(metrics).toEqual({ auc: 1, novelty: { "2": Math.log2(3) }, coverage: { "2": 2 / 3 } });
    expect(counts.positivesSeen).toBe(1);
  });

  it("popularity bias is 1 for what is as popular as what was chosen, diversity 0 for equal items", async () => {
    const { metrics } = await ask({
      metrics: ["popularity_bias", "diversity"],
      cutoffs: [1, 2],
      train: tableFromColumns({ item: ["a", "a", "a", "b"] }),
      itemVectors: vectors(3, 2, -3, 1),
    });
    // Items a and b have 3 and 1 training rows; over training rows the mean of that is 10 ÷ 4.
    expect(metrics.popularity_bias).toEqual({ "1": 3 / 2.5, "2": 2 / 2.5 });
    expect(metrics.diversity).toEqual({ "1": 0, "2": 2 });
  });
});
