import { ConfigError, tableFromColumns } from "@towerkit/core";
import { beforeEach, describe, expect, it } from "vitest";
import {
  encoder,
  idsOf,
  toyIndex,
  toyRecommender,
  type UserQuery,
} from "../../test/toy-recommender.js";
import type { Id } from "../id.js";
import { exactIndex } from "../indexes/exact-index.js";
import type { Index } from "../indexes/vector-index.js";
import type { RecommenderParts } from "./types.js";

let index: Index;

beforeEach(async () => {
  index = await toyIndex();
});

const recommenderWith = (parts: Partial<RecommenderParts<UserQuery>> = {}) =>
  toyRecommender({ index, ...parts });

describe("recommend", () => {
  it("ranks the items by dot product, best first, with their titles", async () => {
    expect(await recommenderWith().recommend({ user_id: "action" }, { k: 3 })).toEqual({
      coldStart: false,
      items: [
        { id: "Heat", title: "Heat", score: 4 },
        { id: "Speed", title: "Speed", score: 2 },
        { id: "True Lies", title: "True Lies", score: 2 },
      ],
    });
  });

  it("gives ten items unless told otherwise, and what there is where k is larger", async () => {
    const many = Array.from({ length: 12 }, (_, i) => i);
    const large = exactIndex({ dim: 2 });
    await large.add(many, new Float32Array(24));
    const recommender = recommenderWith({
      index: large,
      items: tableFromColumns({ movie_id: many }),
      itemKey: "movie_id",
    });
    expect(idsOf(await recommender.recommend({ user_id: "both" }))).toEqual(many.slice(0, 10));
    expect(idsOf(await recommender.recommend({ user_id: "both" }, { k: 2000 }))).toEqual(many);
  });

  it("leaves out what is excluded, and keeps to what is allowed", async () => {
    const recommender = recommenderWith();
    const query = { user_id: "action" };
    expect(idsOf(await recommender.recommend(query, { k: 2, exclude: ["Heat", "x"] }))).toEqual([
      "Speed",
      "True Lies",
    ]);
    const only = ["True Lies", "Amélie", "Heat"];
    expect(idsOf(await recommender.recommend(query, { exclude: ["Heat"], only }))).toEqual([
      "True Lies",
      "Amélie",
    ]);
  });

  it("shows the title column: movie_title where there is one, else the key, or the one named", async () => {
    const byId = exactIndex({ dim: 2 });
    await byId.add([10, 20], Float32Array.of(1, 0, 0, 1));
    const table = tableFromColumns({ id: [10, 20], movie_title: ["a", "b"], label: ["A", "B"] });
    const titles = async (parts: Partial<RecommenderParts<UserQuery>>) => {
      const recommender = recommenderWith({ index: byId, itemKey: "id", ...parts });
      const answer = await recommender.recommend({ user_id: "action" });
      return answer.items.map(({ id, title }) => [id, title]);
    };
    const withoutTitles = tableFromColumns({ id: [10, 20] });
    expect(await titles({ items: table })).toEqual([
      [10, "a"],
      [20, "b"],
    ]);
    expect(await titles({ items: table, titleColumn: "label" })).toEqual([
      [10, "A"],
      [20, "B"],
    ]);
    expect(await titles({ items: withoutTitles })).toEqual([
      [10, "10"],
      [20, "20"],
    ]);
  });

  it("names the keys that a query lacks", async () => {
    const two = { ...encoder, inputs: ["user_id", "timestamp"] };
    const recommender = recommenderWith({ encoder: two });
    await expect(recommender.recommend({ user_id: "action" })).rejects.toThrow(
      new ConfigError(
        'the query lacks "timestamp"; it has "user_id" and needs "user_id", "timestamp".',
      ),
    );
    const queries = [{ user_id: "a", timestamp: 0 }, { timestamp: null }] as unknown as UserQuery[];
    await expect(recommender.recommendMany(queries)).rejects.toThrow(
      'queries[1] lacks "user_id", "timestamp"; it has "timestamp"',
    );
    await expect(recommender.recommend("action" as unknown as UserQuery)).rejects.toThrow(
      'the query must be an object, got "action".',
    );
    await expect(
      recommender.recommendMany({ user_id: "action" } as unknown as UserQuery[]),
    ).rejects.toThrow("queries must be an array of objects, got an object with keys");
  });

  it.each([Number.NaN, 0, -1, 1.5])("refuses k %s for any query", async (k) => {
    for (const user_id of ["action", "nobody"]) {
      await expect(recommenderWith().recommend({ user_id }, { k })).rejects.toThrow(ConfigError);
    }
    await expect(recommenderWith().similar("Heat", { k })).rejects.toThrow(ConfigError);
  });

  it("refuses exclusions that are no lists of ids, for any query", async () => {
    for (const user_id of ["action", "nobody"]) {
      const text = "Heat" as unknown as Id[];
      const recommender = recommenderWith();
      await expect(recommender.recommend({ user_id }, { exclude: text })).rejects.toThrow(
        ConfigError,
      );
      await expect(recommender.recommend({ user_id }, { only: text })).rejects.toThrow(ConfigError);
    }
  });

  it("gives up with the signal's reason", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    const recommendation = recommenderWith().recommend({ user_id: "action" }, { signal });
    await expect(recommendation).rejects.toThrow("enough");
  });
});
