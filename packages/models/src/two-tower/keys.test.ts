import { ConfigError, tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { retrieval } from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { adagrad } from "../optimizers/adagrad.js";
import { TwoTower } from "./two-tower.js";

/**
 * Films by number, of which 4 is 1 again under another key; people by name and town. Those of Oslo
 * watch Heat and Fargo, those of Rome Babe and Alien.
 */
const movies = tableFromColumns({
  movie_id: [1, 2, 3, 4, 5],
  movie_title: ["Heat", "Fargo", "Babe", "Heat", "Alien"],
  genre: ["crime", "crime", "comedy", "crime", "horror"],
});
const train = tableFromColumns({
  user_id: ["ann", "ann", "bob", "cid", "cid", "dot", "eva"],
  town: ["Oslo", "Oslo", "Oslo", "Rome", "Rome", "Rome", "Oslo"],
  movie_id: [1, 2, 4, 3, 5, 3, 2],
});
const test = tableFromColumns({
  user_id: ["bob", "dot", "eva", "fay"],
  town: ["Oslo", "Rome", "Oslo", "Oslo"],
  movie_id: [2, 5, 4, 1],
});

const twoFeatures = () =>
  new TwoTower({
    query: tower({ user_id: stringLookup().embedding(4), town: stringLookup().embedding(4) }),
    candidate: tower({
      movie_title: stringLookup().embedding(5),
      genre: stringLookup().embedding(3),
    }),
    task: retrieval(),
    itemKey: "movie_id",
  });

async function fitted() {
  const model = twoFeatures();
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 4,
    epochs: 40,
  });
  return { model, history };
}

describe("a model of several features, with items known by numbers", () => {
  it("learns, ranks an item under its merged key too, and counts what it met", async () => {
    const { model, history } = await fitted();
    expect(model.candidateIds).toEqual([1, 2, 3, 5]);
    expect(model.queryKey).toBe("user_id");
    expect(history.counts).toEqual({ outOfVocabulary: 0, mergedCandidates: 1 });
    const { top_k, counts } = await model.evaluate(test, { exclude: train });
    expect(top_k["1"]).toBe(1);
    expect(counts).toEqual({
      outOfVocabulary: 1,
      mergedCandidates: 1,
      positivesSeen: 0,
      unknownItems: 0,
    });
  });

  it("leaves out by the model's key, or by another that is named", async () => {
    const { model } = await fitted();
    const seen = tableFromColumns({ user_id: ["fay"], town: ["Oslo"], movie_id: [4] });
    const seenBy = async (exclude: Parameters<typeof model.evaluate>[1]) =>
      (await model.evaluate(test, exclude)).counts.positivesSeen;
    expect(await seenBy({ exclude: seen })).toBe(1);
    expect(await seenBy({ exclude: { table: seen } })).toBe(1);
    // By town it was seen for everyone of Oslo: eva has it under the other key, bob another film.
    expect(await seenBy({ exclude: { table: seen, key: "town" } })).toBe(2);
    await expect(seenBy({ exclude: { table: seen, key: "house" } })).rejects.toThrow(
      'the evaluated table: there is no column "house"',
    );
    await expect(seenBy({ exclude: {} as never })).rejects.toThrow("exclude must be a table");
  });

  it("recommends by number, without what was seen under a merged key", async () => {
    const { model } = await fitted();
    const recommender = await model.recommender({ exclude: train });
    const answer = await recommender.recommend({ user_id: "bob", town: "Oslo" }, { k: 9 });
    expect(answer.items.map(({ id }) => id)).toHaveLength(3);
    expect(answer.items[0]).toMatchObject({ id: 2, title: "Fargo" });
    expect(answer.items.map(({ id }) => id)).not.toContain(1);
  });

  it("answers a query of which it knows one feature, and only that", async () => {
    const { model } = await fitted();
    const recommender = await model.recommender();
    const inOslo = await recommender.recommend({ user_id: "nobody", town: "Oslo" }, { k: 1 });
    expect(inOslo.coldStart).toBe(false);
    const nowhere = await recommender.recommend({ user_id: "nobody", town: "Bern" }, { k: 3 });
    // Heat was watched twice, once under each of its keys.
    expect(nowhere).toMatchObject({
      coldStart: true,
      items: [
        { id: 1, score: 2 },
        { id: 2, score: 2 },
        { id: 3, score: 2 },
      ],
    });
  });

  it("takes a number for no string, in whichever table", async () => {
    const texts = tableFromColumns({ user_id: ["ann"], town: ["Oslo"], movie_id: ["1"] });
    const { model } = await fitted();
    const message = 'movie_id[0] is the string "1", which the catalogue has as a number';
    const fit = twoFeatures().fit(texts, { candidates: movies, optimizer: adagrad(0.1) });
    await expect(fit).rejects.toThrow(`train: ${message}`);
    await expect(model.evaluate(texts)).rejects.toThrow(message);
    await expect(model.evaluate(test, { exclude: texts })).rejects.toThrow(`exclude: ${message}`);
    await expect(model.recommender({ exclude: texts })).rejects.toThrow(`exclude: ${message}`);
    await expect(model.save(await temporaryFolder(), { test: texts })).rejects.toThrow(
      `test: ${message}`,
    );
  });

  it("evaluates after loading as before, merged keys and counts included", async () => {
    const dir = await temporaryFolder();
    const { model } = await fitted();
    await model.save(dir, { test });
    const loaded = await TwoTower.load(dir);
    const options = { exclude: train };
    expect(await loaded.evaluate(test, options)).toEqual(await model.evaluate(test, options));
    expect(loaded.candidateIds).toEqual([1, 2, 3, 5]);
    const [again, first] = [await temporaryFolder(), await temporaryFolder()];
    expect((await loaded.save(again)).digest).toBe((await model.save(first)).digest);
  });

  it("names a column that a table lacks, whichever it is", async () => {
    const { model } = await fitted();
    const without = (name: string) =>
      tableFromColumns(
        Object.fromEntries(
          test.columnNames().flatMap((n) => (n === name ? [] : [[n, test.array(n)]])),
        ),
      );
    for (const name of ["user_id", "town", "movie_id"]) {
      const missing = `there is no column "${name}"`;
      await expect(model.evaluate(without(name)), name).rejects.toThrow(missing);
      const dir = await temporaryFolder();
      await expect(model.save(dir, { test: without(name) }), name).rejects.toThrow(
        `test: ${missing}`,
      );
    }
    await expect(model.recommender({ exclude: without("user_id") })).rejects.toThrow(ConfigError);
  });
});
