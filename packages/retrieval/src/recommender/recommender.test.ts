import { ConfigError, tableFromColumns, UnknownIdError } from "@towerkit/core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  encoder,
  idsOf,
  items,
  titles,
  toyIndex,
  toyRecommender,
  type UserQuery,
  vectors,
} from "../../test/toy-recommender.js";
import { exactIndex } from "../indexes/exact-index.js";
import type { Index } from "../indexes/vector-index.js";
import type { RecommenderParts } from "./types.js";

let index: Index;

beforeEach(async () => {
  index = await toyIndex();
});

const recommenderWith = (parts: Partial<RecommenderParts<UserQuery>> = {}) =>
  toyRecommender({ index, ...parts });

describe("score", () => {
  it("gives the scores of recommend to the bit, for known and unknown queries", async () => {
    const fractions = vectors.map((value, i) => value / 3 + i / 7);
    await index.upsert(titles, fractions);
    const recommender = recommenderWith();
    for (const user_id of ["action", "romance", "both", "nobody"]) {
      const { items: found } = await recommender.recommend({ user_id }, { k: 5 });
      const scores = await recommender.score(
        { user_id },
        found.map(({ id }) => id),
      );
      expect(Array.from(scores)).toEqual(found.map(({ score }) => score));
    }
  });

  it("keeps the order of the ids, repeats included, and takes none", async () => {
    const recommender = recommenderWith();
    const query = { user_id: "romance" };
    const ids = ["Amélie", "Heat", "Empty", "Heat"];
    expect(await recommender.score(query, ids)).toEqual(Float32Array.of(3, 1, 0, 1));
    expect(await recommender.score(query, [])).toEqual(new Float32Array(0));
  });

  it("names an unknown item, and an unknown query where it is strict", async () => {
    const recommender = recommenderWith();
    await expect(recommender.score({ user_id: "both" }, ["Heat", "Hete"])).rejects.toThrow(
      new UnknownIdError('There is no item "Hete".'),
    );
    await expect(recommender.score({ user_id: "x" }, ["Heat"], { strict: true })).rejects.toThrow(
      UnknownIdError,
    );
  });
});

describe("similar", () => {
  it("ranks the other items by cosine, whatever their length", async () => {
    const { coldStart, items: found } = await recommenderWith().similar("Speed", { k: 3 });
    expect(coldStart).toBe(false);
    expect(found.map(({ id }) => id)).toEqual(["Heat", "True Lies", "Amélie"]);
    const cosines = [4 / Math.sqrt(17), Math.SQRT1_2, 0.5 / Math.sqrt(9.25)];
    for (const [i, cosine] of cosines.entries()) expect(found[i]?.score).toBeCloseTo(cosine, 6);
  });

  it("gives ten items or what there is, never the item itself, and no cosine beyond 1", async () => {
    const ids = Array.from({ length: 12 }, (_, i) => i);
    const alike = exactIndex({ dim: 2 });
    await alike.add(
      ids,
      Float32Array.from({ length: 24 }, (_, i) => (1 + (i >> 1)) * (i % 2 ? 0.3 : 0.7)),
    );
    const recommender = recommenderWith({
      index: alike,
      items: tableFromColumns({ id: ids }),
      itemKey: "id",
    });
    for (const id of ids) {
      const answer = await recommender.similar(id);
      expect(answer.items).toHaveLength(10);
      expect(idsOf(answer)).not.toContain(id);
      expect(answer.items.every(({ score }) => score <= 1 && score > 0.999999)).toBe(true);
    }
    expect((await recommender.similar(3, { k: 99 })).items).toHaveLength(11);
  });

  it("puts a vector of zeros at 0 from everything", async () => {
    const { items: found } = await recommenderWith().similar("Empty");
    expect(found.map(({ id, score }) => [id, score])).toEqual([
      ["Heat", 0],
      ["Speed", 0],
      ["Amélie", 0],
      ["True Lies", 0],
    ]);
  });

  it("computes the lengths once", async () => {
    const vector = vi.spyOn(index, "vector");
    const recommender = recommenderWith();
    await Promise.all([recommender.similar("Heat"), recommender.similar("Speed")]);
    await recommender.similar("Amélie");
    expect(vector).toHaveBeenCalledTimes(5);
  });

  it("names an unknown item", async () => {
    await expect(recommenderWith().similar("Hete")).rejects.toThrow(
      new UnknownIdError('There is no item "Hete".'),
    );
  });
});

describe("embedQuery and embedItem", () => {
  it("give the vectors whose dot product is the score", async () => {
    const recommender = recommenderWith();
    expect(await recommender.embedQuery({ user_id: "both" })).toEqual(Float32Array.of(1, 1));
    expect(recommender.embedItem("Amélie")).toEqual(Float32Array.of(0.5, 3));
    recommender.embedItem("Amélie").fill(0);
    expect(recommender.embedItem("Amélie")).toEqual(Float32Array.of(0.5, 3));
  });

  it("give an unknown query the encoder's vector for such, or an error where it is strict", async () => {
    const recommender = recommenderWith();
    expect(await recommender.embedQuery({ user_id: "x" })).toEqual(Float32Array.of(9, 9));
    await expect(recommender.embedQuery({ user_id: "x" }, { strict: true })).rejects.toThrow(
      UnknownIdError,
    );
  });

  it("name an unknown item and a missing key", async () => {
    const recommender = recommenderWith();
    expect(() => recommender.embedItem("Hete")).toThrow(UnknownIdError);
    await expect(recommender.embedQuery({} as UserQuery)).rejects.toThrow(ConfigError);
  });
});

describe("Recommender", () => {
  it("refuses parts that do not fit together", async () => {
    expect(() => recommenderWith({ index: exactIndex({ dim: 3 }) })).toThrow(
      new ConfigError("encoder and index must have vectors of one width, got 2 and 3."),
    );
    expect(() => recommenderWith({ itemKey: "movie_id" })).toThrow(
      'items: there is no column "movie_id"',
    );
    expect(() => recommenderWith({ titleColumn: "label" })).toThrow(
      'items: there is no column "label"',
    );
    await index.remove(["Empty"]);
    expect(() => recommenderWith()).toThrow('The index lacks the item "Empty", which items lists.');
    await index.add(["Empty", "unlisted"], new Float32Array(4));
    expect(() => recommenderWith()).toThrow("The index holds 6 items, and items lists 5.");
  });

  it("refuses items that repeat a key or have a count that is none", () => {
    const repeated = tableFromColumns({ movie_title: ["Heat", "Heat"] });
    expect(() => recommenderWith({ items: repeated })).toThrow(
      'items.movie_title[1] is "Heat", and so is items.movie_title[0].',
    );
    for (const count of [-1, 0.5, Number.NaN, "7", null]) {
      const table = tableFromColumns({
        movie_title: items.array("movie_title"),
        train_count: [1, 2, count, 3, 4],
      });
      expect(() => recommenderWith({ items: table })).toThrow("items.train_count[2] must be");
    }
  });

  it("names an item that the index has lost since", async () => {
    const recommender = recommenderWith();
    await index.remove(["Empty"]);
    const lost = 'The index holds no vector of the item "Empty", which items lists.';
    expect(() => recommender.embedItem("Empty")).toThrow(new ConfigError(lost));
    await expect(recommender.similar("Heat")).rejects.toThrow(new ConfigError(lost));
  });

  it("refuses vectors of an encoder that do not fit its queries", async () => {
    const short = {
      ...encoder,
      encode: async () => ({ embeddings: new Float32Array(1), unknown: new Uint8Array(1) }),
    };
    await expect(recommenderWith({ encoder: short }).recommend({ user_id: "x" })).rejects.toThrow(
      new ConfigError("the encoder's embeddings must hold 2 values, got 1."),
    );
  });
});
