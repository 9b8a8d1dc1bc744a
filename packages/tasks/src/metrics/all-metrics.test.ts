import { createGenerator, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import type { Query, Scorer } from "@towerkit/retrieval";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  eachAlone,
  type PlainUser,
  plainList,
  plainListMetrics,
  plainRankMetrics,
  rankOf,
} from "../../test/plain-metrics.js";
import { evaluateScorer } from "./evaluate-scorer.js";
import type { Metric, RankMetric } from "./names.js";

const runtime = await createRuntime();

const RANK_METRICS = [
  "top_k",
  "recall",
  "precision",
  "hit_rate",
  "ndcg",
  "mrr",
  "map",
  "auc",
] as const satisfies readonly RankMetric[];
const ALL_METRICS = [
  ...RANK_METRICS,
  "coverage",
  "popularity_bias",
  "novelty",
  "diversity",
] as const satisfies readonly Metric[];
const CUTOFFS = [1, 3, 10, 1000] as const;

/** A random world in which nobody's test item is excluded for them, with the oracle's view of it. */
function worldOf(setting: { seed: number; users: number; items: number; levels: number }) {
  const { seed, users, items, levels } = setting;
  const random = createGenerator(seed, "world");
  const vectors = Array.from({ length: items }, () => [0, 1, 2].map(() => random.below(5) - 2));
  const scoresOf = (user: number) => {
    const own = createGenerator(seed, "scores", user);
    return Array.from({ length: items }, () => own.below(levels));
  };
  const everyone = Array.from({ length: users }, (_, user): PlainUser => {
    const order = random.shuffle(Array.from({ length: items }, (_, item) => item));
    const chosen = 1 + random.below(Math.min(items, 8));
    const missing = random.below(4) === 0 ? [-1] : [];
    return {
      user: `u${user}`,
      items: [...order.slice(0, chosen), ...missing],
      scores: scoresOf(user),
      excluded: new Set(order.slice(chosen, chosen + random.below(items))),
    };
  });
  const rows = everyone.flatMap(({ user, items: own }) => own.map((item) => ({ user, item })));
  random.shuffle(rows);
  const train = everyone.flatMap(({ user, excluded }) =>
    [...excluded].map((item) => ({ user, item })),
  );
  const tableOf = (list: typeof rows) =>
    tableFromColumns({ user_id: list.map((row) => row.user), item: list.map((row) => row.item) });
  const scorer: Scorer = {
    name: "world",
    numCandidates: items,
    async scores(queries: readonly Query[], out) {
      queries.forEach(({ user_id }, row) => {
        out.set(scoresOf(Number((user_id as string).slice(1))), row * items);
      });
    },
  };
  return {
    everyone,
    rows,
    train,
    vectors,
    scorer,
    test: tableOf(rows),
    exclude: tableOf(train),
    options: {
      candidateIds: Array.from({ length: items }, (_, item) => item),
      itemKey: "item",
      runtime,
    },
  };
}

const settings = fc.record({
  seed: fc.nat(1_000_000),
  users: fc.integer({ min: 1, max: 6 }),
  items: fc.integer({ min: 1, max: 40 }),
  levels: fc.constantFrom(1, 4, 1000),
});

/** Compares what was measured, at each cut-off, with the oracle's values. */
function expectMeasured(
  actual: Readonly<Record<string, number | Readonly<Record<string, number>>>>,
  oracle: (k: number) => Readonly<Record<string, number>>,
) {
  expect(Object.keys(actual)).not.toEqual([]);
  for (const k of CUTOFFS) {
    const expected = oracle(k);
    const names = Object.keys(expected).filter((name) => name in actual);
    expect(names).toHaveLength(Object.keys(actual).length);
    const values = names.map((name) => {
      const value = actual[name];
      return typeof value === "object" ? (value[k] as number) : (value as number);
    });
    expectAllClose(
      values,
      names.map((name) => expected[name] as number),
      { absolute: 1e-12 },
    );
  }
}

describe("every metric agrees with its definition on whole lists", () => {
  it("with and without seen items, per user and per interaction, over ties", async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (setting) => {
        const world = worldOf(setting);
        const { everyone, scorer, test, exclude } = world;
        const found = await evaluateScorer(scorer, test, {
          ...world.options,
          metrics: RANK_METRICS,
          cutoffs: CUTOFFS,
          exclude,
          withSeen: true,
          perInteraction: true,
          perUser: true,
        });
        expectMeasured(found.metrics, (k) => plainRankMetrics(everyone, k));
        const all = everyone.map((user) => ({ ...user, excluded: new Set<number>() }));
        expectMeasured(found.withSeen ?? {}, (k) => plainRankMetrics(all, k));
        const alone = eachAlone(everyone);
        expectMeasured(found.perInteraction?.metrics ?? {}, (k) => plainRankMetrics(alone, k));
        expect(Array.from(found.perInteraction?.ranks ?? [])).toEqual(
          world.rows.map(({ user, item }) =>
            item < 0 ? -1 : rankOf(everyone[Number(user.slice(1))] as PlainUser, item),
          ),
        );
        const perUser = found.perUser;
        expect(perUser?.users).toEqual([...new Set(world.rows.map(({ user }) => user))]);
        perUser?.users.forEach((user, i) => {
          const own = everyone.filter((each) => each.user === user);
          const actual = Object.fromEntries(
            Object.entries(perUser.values).map(([name, values]) => [
              name,
              values instanceof Float64Array
                ? values[i]
                : Object.fromEntries(Object.entries(values).map(([k, each]) => [k, each[i]])),
            ]),
          );
          expectMeasured(actual as Record<string, number>, (k) => plainRankMetrics(own, k));
        });
      }),
      { numRuns: 60 },
    );
  });

  it("lists: coverage, popularity bias, novelty and diversity, by the scorer's vectors or given ones", async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (setting) => {
        const world = worldOf(setting);
        fc.pre(world.train.length > 0);
        const itemVectors = {
          rows: setting.items,
          dim: 3,
          data: Float32Array.from(world.vectors.flat()),
        };
        const { metrics } = await evaluateScorer(world.scorer, world.test, {
          ...world.options,
          metrics: ["coverage", "popularity_bias", "novelty", "diversity"],
          cutoffs: CUTOFFS,
          exclude: world.exclude,
          train: world.exclude,
          itemVectors,
        });
        const counts = world.options.candidateIds.map(
          (id) => world.train.filter(({ item }) => item === id).length,
        );
        const lists = world.everyone.map(plainList);
        expectMeasured(metrics, (k) => plainListMetrics(lists, k, counts, world.vectors));
      }),
      { numRuns: 60 },
    );
  });

  it("parts of the rows, by what training had", async () => {
    const world = worldOf({ seed: 1, users: 6, items: 30, levels: 1000 });
    const train = tableFromColumns({
      user_id: ["u0", "u1", "u4", "stranger"],
      item: [1, 2, 3, 4],
    });
    const { bySeen } = await evaluateScorer(world.scorer, world.test, {
      ...world.options,
      metrics: RANK_METRICS,
      cutoffs: CUTOFFS,
      exclude: world.exclude,
      train,
      bySeen: true,
    });
    const users = (wanted: boolean) =>
      world.everyone.filter(({ user }) => ["u0", "u1", "u4"].includes(user) === wanted);
    const items = (wanted: boolean) =>
      world.everyone
        .map((user) => ({
          ...user,
          items: user.items.filter((item) => [1, 2, 3, 4].includes(item) === wanted),
        }))
        .filter(({ items: own }) => own.length > 0);
    for (const [slice, expected] of [
      [bySeen?.seenUsers, users(true)],
      [bySeen?.unseenUsers, users(false)],
      [bySeen?.seenItems, items(true)],
      [bySeen?.unseenItems, items(false)],
    ] as const) {
      expect(slice?.rows).toBe(expected.flatMap(({ items: own }) => own).length);
      expectMeasured(slice?.metrics ?? {}, (k) => plainRankMetrics(expected, k));
    }
  });
});

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
