import { createGenerator, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import type { Scorer } from "@towerkit/retrieval";
import { describe, expect, it } from "vitest";
import { evaluateScorer } from "../evaluate-scorer.js";

const runtime = await createRuntime();
const numCandidates = 30;
const options = {
  candidateIds: Array.from({ length: numCandidates }, (_, item) => item),
  itemKey: "item",
  runtime,
};

/** Everyone likes the items in their order, or in the order that is given. */
const inOrder = (order = options.candidateIds): Scorer => ({
  name: "in order",
  numCandidates,
  async scores(queries, out) {
    queries.forEach((_, row) => {
      for (const [place, item] of order.entries()) out[row * numCandidates + item] = -place;
    });
  },
});

const rowsOf = (user_id: readonly string[], item: readonly number[]) =>
  tableFromColumns({ user_id, item });

describe("sampled negatives", () => {
  it("come with a warning and the number asked for, beside the exact metrics", async () => {
    const test = rowsOf(["u"], [29]);
    const found = await evaluateScorer(inOrder(), test, {
      ...options,
      sampledNegatives: { count: 4 },
    });
    expect(found.metrics.mrr["100"]).toBe(1 / 30);
    expect(found.sampledNegatives).toMatchObject({ count: 4, rowsWithFewer: 0 });
    expect(found.sampledNegatives?.metrics.mrr["100"]).toBe(1 / 5);
    expect(found.sampledNegatives?.warning).toMatch(/not ranks in the catalogue/);
  });

  it("are never excluded items nor the user's own, and all that there are where there are few", async () => {
    // 20 is left as the only negative; all others are seen, or tested too.
    const left = options.candidateIds.filter((item) => ![20, 25, 26].includes(item));
    const seen = rowsOf(
      left.map(() => "u"),
      left,
    );
    const test = rowsOf(["u", "u", "v", "v"], [25, 26, 0, 99]);
    const { sampledNegatives } = await evaluateScorer(inOrder(), test, {
      ...options,
      exclude: seen,
      metrics: ["top_k", "mrr", "auc"],
      cutoffs: [1, 2, 50],
      sampledNegatives: { count: 29 },
    });
    // Items 25 and 26 come after 20 alone; item 0 before 28 others; 99 is unknown, with 29 others.
    expect(sampledNegatives).toMatchObject({
      rowsWithFewer: 2,
      metrics: {
        top_k: { "1": 1 / 4, "2": 3 / 4, "50": 3 / 4 },
        mrr: { "50": (1 / 2 + 1 / 2 + 1) / 4 },
        auc: 1 / 4,
      },
    });
  });

  it("are the same for every scorer and seed, whatever the queries are made of", async () => {
    const users = Array.from({ length: 60 }, (_, row) => `u${row % 7}`);
    const random = createGenerator(3, "items");
    const test = tableFromColumns({
      user_id: users,
      hour: users.map((_, row) => row % 5),
      item: users.map(() => random.below(numCandidates)),
    });
    const ranksBy = async (seed: number, queryColumns: readonly string[]) => {
      const { sampledNegatives } = await evaluateScorer(inOrder(), test, {
        ...options,
        queryColumns,
        sampledNegatives: { count: 7, seed },
        metrics: ["mrr"],
      });
      return sampledNegatives;
    };
    const first = await ranksBy(1, ["user_id"]);
    expect(await ranksBy(1, ["hour", "user_id"])).toEqual(first);
    expect(await ranksBy(1, ["hour"])).toEqual(first);
    expect(await ranksBy(2, ["user_id"])).not.toEqual(first);
  });

  it("rank as all candidates do where all are drawn, equal scores included", async () => {
    const random = createGenerator(5, "ties");
    const levels = options.candidateIds.map(() => random.below(4));
    const tied: Scorer = {
      name: "tied",
      numCandidates,
      async scores(queries, out) {
        queries.forEach((_, row) => {
          out.set(levels, row * numCandidates);
        });
      },
    };
    const users = options.candidateIds.map((item) => `u${item}`);
    const test = rowsOf(users, options.candidateIds);
    const exclude = rowsOf(users, [...options.candidateIds.slice(7), ...Array(7).fill(0)]);
    for (const ties of ["index", "optimistic"] as const) {
      const { metrics, sampledNegatives } = await evaluateScorer(tied, test, {
        ...options,
        exclude,
        ties,
        metrics: ["ndcg", "mrr", "auc"],
        cutoffs: [3, 30],
        sampledNegatives: { count: 29 },
      });
      expect(sampledNegatives?.metrics).toEqual(metrics);
    }
  });

  it("put an item where its share of better ones says: on average, count × share", async () => {
    const rows = 4000;
    const test = rowsOf(
      Array.from({ length: rows }, (_, row) => `u${row}`),
      Array.from({ length: rows }, () => 10),
    );
    const { sampledNegatives } = await evaluateScorer(inOrder(), test, {
      ...options,
      metrics: ["auc"],
      sampledNegatives: { count: 8 },
    });
    // 10 of 29 others are better. One row's standard deviation is below .17: of the mean, .0027.
    expect(Math.abs((sampledNegatives?.metrics.auc ?? 0) - 19 / 29)).toBeLessThan(0.009);
  });
});
