import { createGenerator, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import type { Query, Scorer } from "@towerkit/retrieval";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flat, plainMetrics, plainRank } from "../../test/plain-ranking.js";
import { interactions, scorerOf } from "../../test/toy-scorers.js";
import { evaluateScorer } from "./evaluate-scorer.js";

const runtime = await createRuntime();

const candidateIds = ["a", "b", "c", "d"];
/** Everyone likes a best, then b, c, d. */
const alphabetical = scorerOf(4, (_, place) => -place).scorer;
const options = { candidateIds, itemKey: "item", runtime };

describe("evaluateScorer", () => {
  it("ranks each row's item among the whole catalogue", async () => {
    const test = interactions(["u", "u", "v"], ["a", "c", "d"]);
    const { metrics, counts } = await evaluateScorer(alphabetical, test, options);
    expect(metrics.top_k).toEqual({ "1": 1 / 3, "5": 1, "10": 1, "50": 1, "100": 1 });
    expect(metrics.mrr["10"]).toBe((1 + 1 / 4) / 2);
    expect(counts).toEqual({ rows: 3, positivesSeen: 0, unknownItems: 0 });
  });

  it("leaves out what the row's user has in the excluded table, but never the row's own item", async () => {
    const test = interactions(["u", "u", "v"], ["c", "a", "b"]);
    const seen = interactions(["u", "u", "u", "w", "u"], ["a", "b", "a", "a", "gone"]);
    const { metrics, counts } = await evaluateScorer(alphabetical, test, {
      ...options,
      exclude: seen,
    });
    expect(metrics.top_k["1"]).toBe(2 / 3);
    expect(counts).toEqual({ rows: 3, positivesSeen: 1, unknownItems: 0 });
  });

  it("excludes by another key where one is named", async () => {
    const test = tableFromColumns({ user_id: ["u", "v"], house: [1, 2], item: ["b", "b"] });
    const seen = tableFromColumns({ house: ["1"], item: ["a"] });
    const { metrics } = await evaluateScorer(alphabetical, test, {
      ...options,
      exclude: { table: seen, key: "house" },
    });
    expect(metrics.top_k["1"]).toBe(0.5);
  });

  it("counts an item that the catalogue lacks as a miss", async () => {
    const test = interactions(["u", "u"], ["a", "zz"]);
    const { metrics, counts } = await evaluateScorer(alphabetical, test, options);
    expect(metrics.recall["100"]).toBe(0.5);
    expect(counts).toEqual({ rows: 2, positivesSeen: 0, unknownItems: 1 });
  });

  it("takes 7 and '7' for one user and for two items", async () => {
    const { counts, metrics } = await evaluateScorer(
      scorerOf(2, (_, place) => -place).scorer,
      interactions([1, "1"], [7, "7"]),
      { ...options, candidateIds: [7, "7"], exclude: interactions(["1"], [7]) },
    );
    expect(counts).toEqual({ rows: 2, positivesSeen: 1, unknownItems: 0 });
    expect(metrics.top_k["1"]).toBe(1);
  });

  it("asks each distinct question once, and shows the query's columns only", async () => {
    const { scorer, asked } = scorerOf(4, (_, place) => place);
    const test = tableFromColumns({
      user_id: ["u", "v", "u", "u"],
      hour: [1, 1, 1, 2],
      item: ["a", "b", "c", "d"],
    });
    await evaluateScorer(scorer, test, options);
    expect(asked).toEqual([{ user_id: "u" }, { user_id: "v" }]);
    asked.length = 0;
    await evaluateScorer(scorer, test, { ...options, queryColumns: ["hour", "user_id"] });
    expect(asked).toEqual([
      { hour: 1, user_id: "u" },
      { hour: 1, user_id: "v" },
      { hour: 2, user_id: "u" },
    ]);
    asked.length = 0;
    await evaluateScorer(scorer, test, { ...options, queryColumns: ["hour"], exclude: test });
    expect(asked).toEqual([{ hour: 1 }, { hour: 2 }]);
  });

  it("tells lists of numbers apart by what they hold", async () => {
    const { scorer, asked } = scorerOf(4, (_, place) => place);
    const test = tableFromColumns({
      user_id: ["u", "v", "w"],
      history: [[1, 2], [12], [1, 2]],
      item: ["a", "b", "c"],
    });
    await evaluateScorer(scorer, test, { ...options, queryColumns: ["history"] });
    expect(asked).toEqual([{ history: [1, 2] }, { history: [12] }]);
  });

  it("reads a table through its own order and filter", async () => {
    const stored = { user_id: ["u", "x", "v"], item: ["d", "a", "a"] };
    const order = [2, 0];
    const table = {
      numRows: () => 2,
      columnNames: () => Object.keys(stored),
      get: (name: string, row = 0) => stored[name as "item"][order[row] as number],
      array: (name: string) => order.map((row) => stored[name as "item"][row]),
    };
    const { scorer, asked } = scorerOf(4, (_, place) => -place);
    const { metrics } = await evaluateScorer(scorer, table, options);
    expect(asked).toEqual([{ user_id: "v" }, { user_id: "u" }]);
    expect(metrics.top_k).toMatchObject({ "1": 0.5, "5": 1 });
  });

  it("agrees with a row-by-row ranking over ties, exclusions, repeated rows and unknown items", async () => {
    const world = fc.record({
      seed: fc.nat(1_000_000),
      users: fc.integer({ min: 1, max: 6 }),
      items: fc.integer({ min: 1, max: 130 }),
      rows: fc.integer({ min: 1, max: 120 }),
      seen: fc.integer({ min: 0, max: 150 }),
      levels: fc.constantFrom(1, 3, 1000),
      ties: fc.constantFrom("index" as const, "optimistic" as const),
      columns: fc.constantFrom(["user_id"], ["hour"], ["user_id", "hour"]),
      key: fc.constantFrom(undefined, "user_id", "hour"),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ seed, users, items, rows, seen, ...setting }) => {
        const random = createGenerator(seed, "world");
        const interactionsOf = (length: number, most: number) =>
          Array.from({ length }, () => ({
            user_id: `u${random.below(users + 1)}`,
            hour: random.below(3),
            item: random.below(most),
          }));
        const test = interactionsOf(rows, items + 2);
        const train = interactionsOf(seen, items + 2);
        const scoreOf = (query: Query, place: number) =>
          createGenerator(seed, ...setting.columns.map((c) => String(query[c])), place).below(
            setting.levels,
          );
        const { scorer, asked } = scorerOf(items, scoreOf);
        const tableOf = (list: typeof test) =>
          tableFromColumns({
            user_id: list.map((row) => row.user_id),
            hour: list.map((row) => row.hour),
            item: list.map((row) => row.item),
          });
        const actual = await evaluateScorer(scorer, tableOf(test), {
          candidateIds: Array.from({ length: items }, (_, place) => place),
          itemKey: "item",
          queryColumns: setting.columns,
          ...(setting.key && { exclude: { table: tableOf(train), key: setting.key } }),
          ties: setting.ties,
          runtime,
        });
        const plainRows = test.map((row) => ({
          user: row.user_id,
          item: row.item < items ? row.item : -1,
          scores: Array.from({ length: items }, (_, place) => scoreOf(row, place)),
          excluded: new Set(
            train
              .filter((other) => setting.key && other[setting.key] === row[setting.key])
              .map((other) => other.item),
          ),
        }));
        const expected = plainMetrics(
          plainRows.map((row) => ({ user: row.user, rank: plainRank(row, setting.ties) })),
        );
        expectAllClose(Object.values(flat(actual.metrics)), Object.values(flat(expected)), {
          absolute: 1e-13,
        });
        expect(actual.counts).toEqual({
          rows,
          positivesSeen: plainRows.filter((row) => row.excluded.has(row.item)).length,
          unknownItems: plainRows.filter((row) => row.item < 0).length,
        });
        expect(new Set(asked.map((query) => JSON.stringify(query))).size).toBe(asked.length);
      }),
      { numRuns: 60 },
    );
  });

  it("shares scores between rows of one query across blocks", async () => {
    const numCandidates = 2 ** 18;
    const users = Array.from({ length: 21 }, (_, row) => row);
    const { scorer } = scorerOf(numCandidates, ({ hour }, place) =>
      Math.abs(place - 1000 * (hour as number)),
    );
    const test = tableFromColumns({
      user_id: users,
      hour: users.map((user) => Math.floor(user / 7)),
      item: users.map((user) => numCandidates - 1 - user),
    });
    const seen = tableFromColumns({
      user_id: users,
      item: users.map(() => numCandidates - 1),
    });
    const { metrics } = await evaluateScorer(scorer, test, {
      candidateIds: Array.from({ length: numCandidates }, (_, place) => place),
      itemKey: "item",
      queryColumns: ["hour"],
      exclude: seen,
      runtime,
    });
    // User u's item is the u-th best, and the very best is excluded for all others.
    expect(metrics.top_k).toMatchObject({ "1": 2 / 21, "5": 6 / 21, "10": 11 / 21, "50": 1 });
  });

  it("finds the same from a scorer's vectors as from its scores, without asking for scores", async () => {
    const random = createGenerator(1, "vectors");
    const [dim, numCandidates] = [2, 40];
    const numbers = (length: number) => Float32Array.from({ length }, () => random.below(9) - 4);
    const candidates = numbers(numCandidates * dim);
    const hours = numbers(5 * dim);
    const embed = async (queries: readonly Query[]) =>
      Float32Array.from(
        queries.flatMap(({ hour }) => [...hours.subarray((hour as number) * dim).slice(0, dim)]),
      );
    let scored = 0;
    const scorer: Scorer = {
      name: "vectors",
      numCandidates,
      async scores(queries, out) {
        scored += 1;
        runtime.scores({ queries: await embed(queries), candidates, dim, out });
      },
    };
    // Users share hours: rows of one query have different exclusions.
    const rows = (count: number) =>
      tableFromColumns({
        user_id: Array.from({ length: count }, (_, row) => row % 20),
        hour: Array.from({ length: count }, (_, row) => (row % 20) % 5),
        item: Array.from({ length: count }, () => random.below(numCandidates + 2)),
      });
    const test = rows(200);
    const vectors = { dim, candidates, embed };
    for (const exclude of [undefined, rows(300)]) {
      for (const queryColumns of [["hour"], ["hour", "user_id"]]) {
        const evaluation = {
          candidateIds: Array.from({ length: numCandidates }, (_, place) => place),
          itemKey: "item",
          queryColumns,
          runtime,
          ...(exclude && { exclude }),
        };
        const expected = await evaluateScorer(scorer, test, evaluation);
        const calls = scored;
        expect(await evaluateScorer({ ...scorer, vectors }, test, evaluation)).toEqual(expected);
        expect(scored).toBe(calls);
      }
    }
  });
});
