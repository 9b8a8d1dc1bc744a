import { ConfigError, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import type { Query, Scorer } from "@towerkit/retrieval";
import { evaluateScorer } from "@towerkit/tasks";
import { describe, expect, it } from "vitest";
import { itemKey, randomWorld, scoresOf, usersOf, type World } from "../test/interactions.js";
import { ease, implicitAls, itemKnn, popularity, random } from "./index.js";

type Make = (world: World & { queryKey?: string }) => Scorer | Promise<Scorer>;

const world = randomWorld(5, 30, 20);
const small = { dim: 3, epochs: 2 };
const historyScorers: [string, Make][] = [
  ["itemKnn", (given) => itemKnn(given)],
  ["ease", (given) => ease({ ...given, regularization: 5 })],
  ["implicitAls", (given) => implicitAls({ ...given, ...small })],
];

describe.each<[string, Make]>([
  ["popularity", (given) => popularity(given)],
  ["random", (given) => random(given)],
  ...historyScorers,
])("%s as a scorer", (name, make) => {
  it("says its name, and the size of its catalogue", async () => {
    const scorer = await make(world);
    expect([scorer.name, scorer.numCandidates]).toEqual([name, 20]);
  });

  it("scores a query alike alone, among others, again and twice", async () => {
    const scorer = await make(world);
    const queries = usersOf(world);
    const together = await scoresOf(scorer, queries);
    for (const [q, query] of queries.entries()) {
      expect(await scoresOf(scorer, [query])).toEqual([together[q]]);
    }
    expect(await scoresOf(scorer, [queries[4], queries[4]] as Query[])).toEqual([
      together[4],
      together[4],
    ]);
  });

  it("scores no queries", async () => {
    expect(await scoresOf(await make(world), [])).toEqual([]);
  });

  it("scores with the vectors that it gives, bit for bit", async () => {
    const scorer = await make(world);
    const queries = [...usersOf(world), { user_id: "nobody" }];
    const scores = await scoresOf(scorer, queries);
    if (scorer.vectors !== undefined) {
      const { dim, candidates, embed } = scorer.vectors;
      const out = new Float32Array(queries.length * 20);
      const runtime = await createRuntime({ threads: 1 });
      runtime.scores({ queries: await embed(queries), candidates, dim, out });
      await runtime.close();
      expect(scores.flat()).toEqual([...out]);
    }
    expect(scores.flat().every(Number.isFinite)).toBe(true);
  });

  it("is ranked as any model is", async () => {
    const { counts, metrics } = await evaluateScorer(await make(world), world.train, world);
    expect(counts.rows).toBe(world.train.numRows());
    expect(metrics.top_k["100"]).toBe(1);
  });

  it("refuses an array of the wrong length, and an empty catalogue", async () => {
    const scorer = await make(world);
    await expect(scorer.scores(usersOf(world), new Float32Array(3))).rejects.toThrow(ConfigError);
    await expect((async () => make({ ...world, candidateIds: [] }))()).rejects.toThrow(
      /candidateIds is empty/,
    );
  });
});

describe.each(historyScorers)("%s as a scorer of what users have chosen", (_, make) => {
  it("ranks by popularity for a user that it does not know", async () => {
    const unknown = [{ user_id: "nobody" }];
    const [known] = usersOf(world);
    const scores = await scoresOf(await make(world), [...unknown, known] as Query[]);
    expect(scores[0]).toEqual((await scoresOf(popularity(world), unknown))[0]);
    expect(scores[1]).toEqual((await scoresOf(await make(world), [known] as Query[]))[0]);
  });

  it("ranks by popularity where there are no train rows", async () => {
    const train = tableFromColumns({ user_id: [], [itemKey]: [] });
    const scores = await scoresOf(await make({ ...world, train }), [{ user_id: "a" }]);
    expect(scores).toEqual([new Array(20).fill(0)]);
  });

  it("does not care how often a pair comes", async () => {
    const twice = tableFromColumns({
      user_id: [...Array.from(world.train.array("user_id")), "user 3"],
      [itemKey]: [
        ...Array.from(world.train.array(itemKey)),
        world.train.get(itemKey, firstRowOf("user 3")),
      ],
    });
    const queries = usersOf(world);
    const repeated = await make({ ...world, train: twice });
    expect(await scoresOf(repeated, queries)).toEqual(await scoresOf(await make(world), queries));
  });

  it('takes the user 7 for the user "7", under any key', async () => {
    const train = tableFromColumns({ session: [7, 7, 8], [itemKey]: ["a", "b", "a"] });
    const scorer = await make({ train, candidateIds: ["a", "b"], itemKey, queryKey: "session" });
    const [number, text] = await scoresOf(scorer, [{ session: 7 }, { session: "7" }]);
    expect(number).toEqual(text);
    await expect(scorer.scores([{ user_id: 7 }], new Float32Array(2))).rejects.toThrow(
      'queries[0] must have a string or finite number under "session", got undefined.',
    );
  });

  it("reads a table by its own methods, filter and order included", async () => {
    const rows = Array.from({ length: world.train.numRows() }, (_, row) => row).reverse();
    const ordered = {
      numRows: () => rows.length,
      columnNames: () => world.train.columnNames(),
      get: (column: string, row = 0) => world.train.get(column, rows[row]),
      array: (column: string) => rows.map((row) => world.train.get(column, row)),
    };
    const copied = tableFromColumns({
      user_id: ordered.array("user_id"),
      [itemKey]: ordered.array(itemKey),
    });
    const queries = usersOf(world);
    expect(await scoresOf(await make({ ...world, train: ordered }), queries)).toEqual(
      await scoresOf(await make({ ...world, train: copied }), queries),
    );
  });

  it("refuses a train table without the columns, and an item that is not in the catalogue", async () => {
    const without = tableFromColumns({ user_id: ["a"] });
    await expect((async () => make({ ...world, train: without }))()).rejects.toThrow(
      'train: there is no column "title"',
    );
    const strange = tableFromColumns({ user_id: ["a"], [itemKey]: ["strange"] });
    await expect((async () => make({ ...world, train: strange }))()).rejects.toThrow(
      'train: title "strange" of row 0 (from 0) is not in candidateIds',
    );
  });
});

function firstRowOf(user: string): number {
  return Array.from(world.train.array("user_id")).indexOf(user);
}
