import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { BundleError, ConfigError, tableFromColumns, UnknownIdError } from "@towerkit/core";
import { exactIndex, type Id } from "@towerkit/retrieval";
import { temporaryFolder } from "@towerkit/test-utils";
import { embedTable } from "@towerkit/towers";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  type BundleContents,
  loadRecommender,
  readBundle,
  recommenderOf,
  writeBundle,
} from "../src/index.js";
import { candidates, toyContents, train } from "./toy-contents.js";

const saved = async (contents: Partial<BundleContents> = {}) =>
  (await writeBundle(temporaryFolder(), { ...toyContents(), ...contents })).dir;

/** What a user should get: all films by the dot product of the towers' own embeddings, by hand. */
function ranking(user: number): { title: string; score: number }[] {
  const { query, candidate } = toyContents().towers;
  const [users] = query.tables();
  const [films] = candidate.tables();
  const u = [...users.data.subarray(4 * user, 4 * user + 4)];
  const { inputs } = candidate.encodeColumns(candidates);
  const titles = Array.from(candidates.array("movie_title")) as string[];
  return titles
    .map((title, row) => {
      const id = (inputs.features[0] as Int32Array)[row] as number;
      const score = u.reduce((sum, x, d) => sum + x * (films.data[4 * id + d] as number), 0);
      return { title, score };
    })
    .sort((a, b) => b.score - a.score);
}

const idOf = (user: string) =>
  (
    toyContents().towers.query.encodeQueries([{ user_id: user }]).inputs.features[0] as Int32Array
  )[0] as number;

describe("loadRecommender", () => {
  it("ranks by the dot products of the towers", async () => {
    const recommender = await loadRecommender(await saved(), { excludeSeen: false });
    for (const user of ["1", "2", "3"]) {
      const { coldStart, items } = await recommender.recommend({ user_id: user }, { k: 10 });
      const expected = ranking(idOf(user));
      expect(coldStart).toBe(false);
      expect(items.map(({ title }) => title)).toEqual(expected.map(({ title }) => title));
      for (const [i, { score }] of items.entries()) {
        expect(score).toBeCloseTo(expected[i]?.score as number, 6);
      }
    }
  });

  it("leaves out what a user saw in training, unless told otherwise", async () => {
    const dir = await saved();
    for (const options of [{}, { excludeSeen: true }]) {
      const recommender = await loadRecommender(dir, options);
      const titles = async (excludeSeen?: boolean) => {
        const { items } = await recommender.recommend({ user_id: "1" }, { k: 10, excludeSeen });
        return items.map(({ title }) => title).sort();
      };
      expect(await titles()).toEqual(["Alien", "Brazil", "Clue", "Diva"]);
      expect((await titles(false)).length).toBe(6);
    }
  });

  it("answers by popularity where nothing about the query is known", async () => {
    const recommender = await loadRecommender(await saved());
    const { coldStart, items } = await recommender.recommend({ user_id: "nobody" }, { k: 2 });
    expect(coldStart).toBe(true);
    expect(items.map(({ title, score }) => [title, score])).toEqual([
      ["Diva", 3],
      ["Fargo", 2],
    ]);
    const strict = recommender.recommend({ user_id: "nobody" }, { strict: true });
    await expect(strict).rejects.toThrow(UnknownIdError);
  });

  it("cannot leave out seen items where the bundle does not say who saw what", async () => {
    const { interactions: _, ...without } = toyContents();
    const { dir } = await writeBundle(temporaryFolder(), without);
    const loading = loadRecommender(dir, { excludeSeen: true });
    await expect(loading).rejects.toThrow(ConfigError);
    await expect(loading).rejects.toThrow(/excludeSeen: the bundle was saved without interactions/);
    const recommender = await loadRecommender(dir);
    expect((await recommender.recommend({ user_id: "1" }, { k: 10 })).items.length).toBe(6);

    const keyless = await saved({ queryKey: null });
    await expect(loadRecommender(keyless, { excludeSeen: true })).rejects.toThrow(/no query key/);
    expect(await loadRecommender(keyless)).toBeDefined();

    const otherKey = await saved({ queryKey: "household" });
    await expect(loadRecommender(otherKey, { excludeSeen: true })).rejects.toThrow(
      /no column "household" in its interactions/,
    );
  });

  it("asks for the query key only where queries have it or seen items are asked for", async () => {
    const withHousehold = tableFromColumns({
      user_id: train.array("user_id"),
      movie_title: train.array("movie_title"),
      household: Array.from(train.array("user_id"), (user) => Number(user)),
    });
    const dir = await saved({ queryKey: "household", interactions: { train: withHousehold } });
    const plain = await loadRecommender(dir);
    expect((await plain.recommend({ user_id: "1" })).items.length).toBe(6);
    const excluding = await loadRecommender(dir, { excludeSeen: true });
    const { items } = await excluding.recommend({ user_id: "1", household: 2 });
    expect(items.map(({ title }) => title).sort()).toEqual(["Brazil", "Clue", "Diva", "Heat"]);
    await expect(excluding.recommend({ user_id: "1" })).rejects.toThrow(/household/);
  });

  it("serves from the index that was saved, where there is one", async () => {
    const contents = toyContents();
    const index = exactIndex({ dim: 4 });
    const ids = Array.from(candidates.array("movie_title")) as Id[];
    const vectors = await embedTable(contents.towers.candidate, candidates);
    await index.add(
      ids,
      vectors.map((x) => -x),
    );
    const usual = await loadRecommender(await saved());
    const turned = await loadRecommender(await saved({ index }));
    const titles = async (recommender: typeof usual) =>
      (await recommender.recommend({ user_id: "1" })).items.map(({ title }) => title);
    expect(await titles(turned)).toEqual((await titles(usual)).reverse());
  });

  it("names the index that holds other items than the candidates", async () => {
    const index = exactIndex({ dim: 4 });
    await index.add(["Heat"], new Float32Array(4));
    const dir = await saved({ index });
    const loading = loadRecommender(dir);
    await expect(loading).rejects.toThrow(BundleError);
    await expect(loading).rejects.toMatchObject({ part: expect.stringMatching(/^index-/) });
  });

  it("serves a bundle from a web server", async () => {
    const dir = await saved();
    const server = createServer((request, response) => {
      response.end(readFileSync(join(dir, (request.url as string).slice("/bundle/".length))));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const remote = await loadRecommender(`http://127.0.0.1:${port}/bundle`);
    const local = await loadRecommender(dir);
    const query = { user_id: "3" };
    expect(await remote.recommend(query)).toEqual(await local.recommend(query));
  });
});

describe("recommenderOf", () => {
  it("serves towers that were never in a bundle, as they would be from one", async () => {
    const { towers, itemKey } = toyContents();
    const parts = { towers, candidates, itemKey, queryKey: "user_id" };
    const fresh = await recommenderOf({ ...parts, seen: train });
    const loaded = await loadRecommender(await saved());
    const query = { user_id: "4" };
    expect(await fresh.recommend(query)).toEqual(await loaded.recommend(query));
    const all = await recommenderOf(parts);
    expect((await all.recommend(query)).items.length).toBe(6);
  });

  it("makes a recommender of an opened bundle", async () => {
    const bundle = await readBundle(await saved());
    const { itemKey } = bundle.manifest;
    const recommender = await recommenderOf({
      ...bundle,
      itemKey,
      index: await bundle.index(),
    });
    expect((await recommender.similar("Heat", { k: 2 })).items.length).toBe(2);
  });

  it("names what it cannot do without", async () => {
    const { towers, itemKey } = toyContents();
    const parts = { towers, candidates, itemKey };
    await expect(recommenderOf({ ...parts, itemKey: "id" })).rejects.toThrow(/no column "id"/);
    await expect(recommenderOf({ ...parts, seen: train })).rejects.toThrow(/queryKey/);
    const nobody = tableFromColumns({ movie_title: ["Heat"] });
    await expect(recommenderOf({ ...parts, queryKey: "user_id", seen: nobody })).rejects.toThrow(
      /seen: there is no column "user_id"/,
    );
  });
});
