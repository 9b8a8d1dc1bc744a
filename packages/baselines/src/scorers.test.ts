import { tableFromColumns } from "@towerkit/core";
import type { Query, Scorer } from "@towerkit/retrieval";
import { describeScorer } from "@towerkit/retrieval/conformance";
import { evaluateScorer } from "@towerkit/tasks";
import { describe, expect, it } from "vitest";
import { itemKey, randomWorld, scoresOf, usersOf, type World } from "../test/interactions.js";
import { ease, implicitAls, itemKnn, popularity, random } from "./index.js";

type Make = (world: World & { queryKey?: string }) => Scorer | Promise<Scorer>;

const world = randomWorld(5, 30, 20);
const small = { dim: 3, epochs: 2 };
const queries = [...usersOf(world), { user_id: "nobody" }];
const historyScorers: [string, Make][] = [
  ["itemKnn", (given) => itemKnn(given)],
  ["ease", (given) => ease({ ...given, regularization: 5 })],
  ["implicitAls", (given) => implicitAls({ ...given, ...small })],
];

const scorers: [string, Make][] = [
  ["popularity", (given) => popularity(given)],
  ["random", (given) => random(given)],
  ...historyScorers,
];

for (const [name, make] of scorers) {
  const isPersonal = name !== "popularity";
  describeScorer(name, async () => ({ scorer: await make(world), queries, isPersonal }), {
    describe,
    it,
    expect,
  });
}

describe.each(scorers)("%s as a baseline", (name, make) => {
  it("says its name, and the size of its catalogue", async () => {
    const scorer = await make(world);
    expect([scorer.name, scorer.numCandidates]).toEqual([name, 20]);
  });

  it("is ranked as any model is", async () => {
    const { counts, metrics } = await evaluateScorer(await make(world), world.train, world);
    expect(counts.rows).toBe(world.train.numRows());
    expect(metrics.top_k["100"]).toBe(1);
  });

  it("refuses an empty catalogue", async () => {
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
