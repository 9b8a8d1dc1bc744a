import { tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import type { Scorer } from "@towerkit/retrieval";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Interval } from "./bootstrap.js";
import { evaluateScorer } from "./evaluate-scorer.js";
import type { RankingMetrics } from "./types.js";

const scorer: Scorer = {
  name: "two items",
  numCandidates: 2,
  async scores(_, out) {
    out.set([2, 1]);
  },
};
const table = tableFromColumns({ user_id: ["u"], item: ["a"] });
const options = { candidateIds: ["a", "b"], itemKey: "item", runtime: await createRuntime() };

describe("the types of an evaluation", () => {
  it("hold the four metrics at their cut-offs where nothing is asked for", async () => {
    const { metrics } = await evaluateScorer(scorer, table, options);
    expectTypeOf(metrics).toExtend<RankingMetrics>();
    expectTypeOf(metrics).toHaveProperty("top_k").toHaveProperty("5").toEqualTypeOf<number>();
    expectTypeOf(metrics).not.toHaveProperty("map");
    expect(Object.keys(metrics)).toEqual(["top_k", "recall", "ndcg", "mrr"]);
  });

  it("hold what is asked for, and nothing else", async () => {
    const { metrics, intervals, perUser } = await evaluateScorer(scorer, table, {
      ...options,
      metrics: ["map", "auc", "coverage"],
      cutoffs: [3, 20],
      intervals: {},
      perUser: true,
    });
    expectTypeOf(metrics.map).toEqualTypeOf<Readonly<Record<"3" | "20", number>>>();
    expectTypeOf(metrics.auc).toEqualTypeOf<number>();
    expectTypeOf(metrics).not.toHaveProperty("recall");
    expectTypeOf(intervals?.map["3"]).toEqualTypeOf<Interval | undefined>();
    expectTypeOf<NonNullable<typeof intervals>>().not.toHaveProperty("coverage");
    expectTypeOf(perUser?.values.auc).toEqualTypeOf<Float64Array | undefined>();
    expect(metrics).toEqual({
      map: { "3": 1, "20": 1 },
      auc: 1,
      coverage: { "3": 1, "20": 1 },
    });
  });
});
