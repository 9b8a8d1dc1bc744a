import { tableFromColumns } from "@towerkit/core";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RANK_METRICS, worldOf } from "../../test/metric-worlds.js";
import {
  eachAlone,
  type PlainUser,
  plainList,
  plainListMetrics,
  plainRankMetrics,
  rankOf,
} from "../../test/plain-metrics.js";
import { evaluateScorer } from "./evaluate-scorer.js";

const CUTOFFS = [1, 3, 10, 1000] as const;

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
