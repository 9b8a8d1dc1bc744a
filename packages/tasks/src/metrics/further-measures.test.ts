import type { Scorer } from "@towerkit/retrieval";
import { describe, expect, it } from "vitest";
import { ALL_METRICS, worldOf } from "../../test/metric-worlds.js";
import { evaluateScorer } from "./evaluate-scorer.js";

describe("asking for more", () => {
  const world = worldOf({ seed: 5, users: 6, items: 40, levels: 10 });
  const { scorer, test, exclude, options } = world;

  it("changes nothing of what is measured anyway, nor how often the scorer is asked", async () => {
    let asked = 0;
    const counted: Scorer = {
      ...scorer,
      scores: (queries, out) => {
        asked += queries.length;
        return scorer.scores(queries, out);
      },
    };
    const plain = await evaluateScorer(counted, test, { ...options, exclude });
    expect(Object.keys(plain)).toEqual(["metrics", "counts"]);
    expect(asked).toBe(6);
    asked = 0;
    const full = await evaluateScorer(counted, test, {
      ...options,
      exclude,
      metrics: ALL_METRICS,
      itemVectors: { rows: 40, dim: 1, data: new Float32Array(40) },
      train: exclude,
      bySeen: true,
      withSeen: true,
      perUser: true,
      perInteraction: true,
      intervals: {},
      sampledNegatives: { count: 5 },
    });
    expect(asked).toBe(6);
    expect(full.metrics).toMatchObject(plain.metrics);
    expect(full.counts).toEqual(plain.counts);
    expect(Object.keys(full.metrics)).toEqual([...ALL_METRICS]);
    const unexcluded = await evaluateScorer(scorer, test, options);
    expect(full.withSeen).toMatchObject(unexcluded.metrics);
  });

  it("says nothing of a part of the rows that is empty", async () => {
    const { bySeen } = await evaluateScorer(scorer, test, {
      ...options,
      train: test,
      bySeen: true,
    });
    expect(bySeen?.unseenUsers).toEqual({ rows: 0 });
    expect(bySeen?.seenUsers.rows).toBe(test.numRows());
  });

  it("gives intervals that hold the mean, over users or interactions, and none of coverage", async () => {
    const ask = {
      ...options,
      exclude,
      train: exclude,
      metrics: ["top_k", "ndcg", "auc", "novelty", "coverage"] as const,
      cutoffs: [3, 10] as const,
      perInteraction: true,
    };
    for (const over of ["users", "interactions"] as const) {
      const intervals = { over, resamples: 200, seed: 7 };
      const found = await evaluateScorer(scorer, test, { ...ask, intervals });
      expect(Object.keys(found.intervals ?? {})).toEqual(["top_k", "ndcg", "auc", "novelty"]);
      const means = over === "users" ? found.metrics : found.perInteraction?.metrics;
      const { low, high } = found.intervals?.ndcg["10"] ?? { low: 1, high: 0 };
      expect(low).toBeLessThan(means?.ndcg["10"] as number);
      expect(high).toBeGreaterThan(means?.ndcg["10"] as number);
      const again = await evaluateScorer(scorer, test, { ...ask, intervals });
      expect(again.intervals).toEqual(found.intervals);
    }
  });

  it("takes the scorer's own vectors for diversity where none are given", async () => {
    const data = Float32Array.from({ length: 80 }, (_, i) => (i % 2 ? 1 : i));
    const vectors = { dim: 2, candidates: data, embed: async () => new Float32Array(12) };
    const ask = { ...options, metrics: ["diversity"] as const };
    const own = await evaluateScorer({ ...scorer, vectors }, test, ask);
    const itemVectors = { rows: 40, dim: 2, data };
    const given = await evaluateScorer(scorer, test, { ...ask, itemVectors });
    expect(own).toEqual(given);
  });

  it("is optimistic about ties wherever it is asked to be", async () => {
    const flatScorer: Scorer = {
      name: "all alike",
      numCandidates: 40,
      async scores(_, out) {
        out.fill(1);
      },
    };
    const found = await evaluateScorer(flatScorer, test, {
      ...options,
      exclude,
      ties: "optimistic",
      withSeen: true,
      sampledNegatives: { count: 9 },
    });
    const known = world.rows.filter(({ item }) => item >= 0).length / world.rows.length;
    expect(found.metrics.top_k["1"]).toBe(known);
    expect(found.withSeen?.top_k["1"]).toBe(known);
    expect(found.sampledNegatives?.metrics.top_k["1"]).toBe(known);
  });
});
