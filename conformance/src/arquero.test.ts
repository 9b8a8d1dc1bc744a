import { popularity, random } from "@towerkit/baselines";
import { readBundle, recommenderOf, writeBundle } from "@towerkit/bundle";
import { columnOf, type SchemaOf, type TableLike, tableFromColumns } from "@towerkit/core";
import { as, randomSplit, type Table } from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { exactIndex, Recommender } from "@towerkit/retrieval";
import { evaluateScorer, retrieval } from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { embedTable, fitTower, tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";

type Columns = Readonly<Record<string, readonly (string | number)[]>>;

/**
 * A table by two ways: as plain columns, and as an Arquero table that has the same rows in another
 * order, with rows among them that would do harm, under a filter and an order that are not yet carried
 * out. Whoever reads Arquero's stored columns gets something else.
 */
function twoWays<C extends Columns>(columns: C) {
  const names = Object.keys(columns);
  const numRows = (columns[names[0] as string] as readonly unknown[]).length;
  const places = Array.from({ length: numRows }, (_, row) => row).reverse();
  const stored = {
    ...Object.fromEntries(
      names.map((name) => [name, ["harm", ...places.map((row) => columns[name]?.[row]), "harm"]]),
    ),
    place: [-1, ...places, -1],
  };
  const arquero = as(tableFromColumns(stored), { place: "number" })
    .filter((row: { place: number }) => row.place >= 0)
    .orderby("place")
    .select(names);
  return { plain: tableFromColumns(columns), arquero: arquero as Table<SchemaOf<C>> };
}

const movies = twoWays({
  movie_title: ["Heat", "Fargo", "Babe", "Alien", "Brazil"],
  year: [1995, 1996, 1995, 1979, 1985],
  train_count: [4, 3, 2, 1, 0],
});
const train = twoWays({
  user_id: ["ann", "ann", "bob", "bob", "cid", "cid", "dot", "eva"],
  movie_title: ["Heat", "Fargo", "Fargo", "Babe", "Babe", "Alien", "Alien", "Heat"],
  stars: [5, 4, 3, 2, 1, 2, 3, 4],
});
const test = twoWays({
  user_id: ["ann", "bob", "cid", "dot", "fay"],
  movie_title: ["Babe", "Heat", "Fargo", "Brazil", "Alien"],
});
type Way = "plain" | "arquero";

/** Runs `work` on plain tables and on Arquero's, and expects the same of both. */
async function expectSame(work: (way: Way) => unknown): Promise<void> {
  const [plain, arquero] = [await work("plain"), await work("arquero")];
  expect(arquero).toEqual(plain);
}

const everyColumn = (table: TableLike, names: readonly string[]) =>
  names.map((name) => Array.from(table.array(name)));

const itemKey = "movie_title";
const candidateIds = columnOf(movies.plain, itemKey) as readonly string[];
const lookup = stringLookup();
const querySpec = tower({ user_id: lookup.embedding(4) });
const candidateSpec = tower({ movie_title: lookup.embedding(4) });
const towersOn = (way: Way) => ({
  query: fitTower(querySpec, train[way], { seed: 1, name: "query" }),
  candidate: fitTower(candidateSpec, movies[way], { seed: 1, name: "candidate" }),
});

async function fitted(way: Way, weights?: string) {
  const model = new TwoTower({ query: querySpec, candidate: candidateSpec, task: retrieval() });
  const history = await model.fit(train[way], {
    candidates: movies[way],
    optimizer: adagrad(0.1),
    batchSize: 3,
    ...(weights && { weights }),
  });
  return { model, losses: history.epochs.map(({ loss }) => loss) };
}

describe("Arquero's tables, filtered and ordered and not reified", () => {
  it("differ from the columns that they store, so that the tests below can fail", () => {
    const { plain, arquero } = train;
    expect(everyColumn(arquero, ["user_id", "stars"])).toEqual(
      everyColumn(plain, ["user_id", "stars"]),
    );
    expect(Array.from(arquero.column("stars") as Iterable<unknown>)[0]).toBe("harm");
    expect([arquero.isFiltered(), arquero.isOrdered(), arquero.numRows()]).toEqual([true, true, 8]);
  });

  it("datasets: randomSplit and as", () =>
    expectSame((way) => {
      const split = randomSplit(train[way], { test: 3, seed: 1 });
      const names = ["user_id", "movie_title"];
      const branded = as(train[way], { user_id: "string", stars: "number" });
      return [split.train, split.test, branded].map((table) => everyColumn(table, names));
    }));

  it("towers: fitTower, encodeColumns, embedTable", () =>
    expectSame(async (way) => {
      const { query, candidate } = towersOn(way);
      return [
        query.topology(),
        candidate.topology(),
        query.encodeColumns(test[way]),
        await embedTable(candidate, movies[way]),
      ];
    }));

  it("tasks and baselines: evaluateScorer with exclusions, popularity", () =>
    expectSame(async (way) => {
      const scorers = [
        popularity({ train: train[way], candidateIds, itemKey }),
        random({ candidateIds }),
      ];
      return Promise.all(
        scorers.map((scorer) =>
          evaluateScorer(scorer, test[way], { candidateIds, itemKey, exclude: train[way] }),
        ),
      );
    }));

  it("retrieval: Recommender", () =>
    expectSame(async (way) => {
      const index = exactIndex({ dim: 1 });
      await index.add(candidateIds, Float32Array.of(3, 1, 4, 1, 5));
      const encoder = {
        dim: 1,
        inputs: ["known"],
        encode: async (queries: readonly { known: number }[]) => ({
          embeddings: new Float32Array(queries.length).fill(1),
          unknown: Uint8Array.from(queries, ({ known }) => 1 - known),
        }),
      };
      const items = movies[way];
      const recommender = new Recommender({ encoder, index, items, itemKey, titleColumn: "year" });
      return recommender.recommendMany([{ known: 1 }, { known: 0 }]);
    }));

  it("bundle: writeBundle and recommenderOf", () =>
    expectSame(async (way) => {
      const dir = await temporaryFolder();
      const candidates = movies[way];
      const towers = towersOn("plain");
      const queryKey = "user_id";
      const { digest } = await writeBundle(dir, {
        towers,
        settings: {},
        dataset: { name: "toy", synthetic: true },
        split: { kind: "none", train: 8, test: 5, seed: null },
        itemKey,
        queryKey,
        candidates,
        interactions: { train: train[way], test: test[way] },
      });
      const bundle = await readBundle(dir);
      const kept = await bundle.interactions();
      const seen = train[way];
      const recommender = await recommenderOf({ towers, candidates, itemKey, queryKey, seen });
      return [
        digest,
        everyColumn(bundle.candidates, ["movie_title", "year", "train_count"]),
        everyColumn(kept?.train as TableLike, ["user_id", "movie_title", "stars"]),
        everyColumn(kept?.test as TableLike, ["user_id", "movie_title"]),
        await recommender.recommend({ user_id: "ann" }),
      ];
    }));

  it("models: fit, evaluate, recommender, save", async () => {
    await expectSame(async (way) => (await fitted(way, "stars")).losses);
    await expectSame(async (way) => {
      const { model, losses } = await fitted(way);
      const recommender = await model.recommender({ exclude: train[way] });
      const exclude = { table: train[way], key: "user_id" };
      const { digest } = await model.save(await temporaryFolder(), { test: test[way] });
      return [
        losses,
        model.candidateIds,
        await model.embedCandidates(),
        await model.evaluate(test[way]),
        await model.evaluate(test[way], { exclude }),
        await recommender.recommend({ user_id: "ann" }),
        digest,
      ];
    });
  });
});
