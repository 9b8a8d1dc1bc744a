import { ConfigError, tableFromColumns, UnknownIdError } from "@towerkit/core";
import { beforeEach, describe, expect, it } from "vitest";
import {
  encoder,
  idsOf,
  items,
  seen,
  toyIndex,
  toyRecommender,
  type UserQuery,
} from "../../test/toy-recommender.js";
import type { Index } from "../indexes/vector-index.js";
import type { QueryEncoder } from "../query-encoder.js";
import { Recommender } from "./recommender.js";
import type { RecommenderParts } from "./types.js";

let index: Index;

beforeEach(async () => {
  index = await toyIndex();
});

const recommenderWith = (parts: Partial<RecommenderParts<UserQuery>> = {}) =>
  toyRecommender({ index, ...parts });

describe("seen items", () => {
  it("leaves them out wherever it knows them, unless told otherwise", async () => {
    const recommender = recommenderWith({ seen, queryKey: "user_id" });
    const query = { user_id: "action" };
    expect(idsOf(await recommender.recommend(query))).toEqual(["Speed", "True Lies", "Empty"]);
    expect(idsOf(await recommender.recommend(query, { exclude: ["Speed"] }))).toEqual([
      "True Lies",
      "Empty",
    ]);
    expect(idsOf(await recommender.recommend(query, { k: 1, excludeSeen: false }))).toEqual([
      "Heat",
    ]);
    expect((await recommender.recommend({ user_id: "romance" })).items).toHaveLength(5);
  });

  it("leaves them out for a query of which nothing else is known", async () => {
    const recommender = recommenderWith({
      seen: new Map([["nobody", ["Speed"]]]),
      queryKey: "user_id",
    });
    const answer = await recommender.recommend({ user_id: "nobody" }, { k: 2 });
    expect([answer.coldStart, ...idsOf(answer)]).toEqual([true, "True Lies", "Amélie"]);
  });

  it("finds the seen items of a key that is a number", async () => {
    const numbered: QueryEncoder = {
      ...encoder,
      encode: async (queries) => ({
        embeddings: new Float32Array(2 * queries.length),
        unknown: new Uint8Array(queries.length),
      }),
    };
    const recommender = new Recommender({
      encoder: numbered,
      index,
      items,
      itemKey: "movie_title",
      seen: new Map([["7", ["Heat"]]]),
      queryKey: "user_id",
    });
    expect(idsOf(await recommender.recommend({ user_id: 7 }, { k: 1 }))).toEqual(["Speed"]);
  });

  it("is an error where they cannot be known", async () => {
    await expect(
      recommenderWith().recommend({ user_id: "action" }, { excludeSeen: true }),
    ).rejects.toThrow(ConfigError);
    expect(() => recommenderWith({ seen })).toThrow(
      new ConfigError("seen needs queryKey, the query input under which it is kept."),
    );
    const recommender = recommenderWith({ seen, queryKey: "session" });
    await expect(recommender.recommend({ user_id: "action" })).rejects.toThrow(
      'the query needs a string or number under "session" to leave out what was seen',
    );
    expect(
      (await recommender.recommend({ user_id: "action" }, { excludeSeen: false })).items,
    ).toHaveLength(5);
  });
});

describe("cold start", () => {
  it("ranks by train count, equal counts in catalogue order, and says so", async () => {
    expect(await recommenderWith().recommend({ user_id: "nobody" }, { k: 3 })).toEqual({
      coldStart: true,
      items: [
        { id: "Speed", title: "Speed", score: 7 },
        { id: "True Lies", title: "True Lies", score: 7 },
        { id: "Amélie", title: "Amélie", score: 5 },
      ],
    });
  });

  it("honours exclude and only", async () => {
    const answer = await recommenderWith().recommend(
      { user_id: "nobody" },
      { exclude: ["Speed"], only: ["Heat", "Speed", "Empty"] },
    );
    expect(idsOf(answer)).toEqual(["Heat", "Empty"]);
  });

  it("is an error when asked to be strict, or without train counts", async () => {
    await expect(
      recommenderWith().recommend({ user_id: "nobody" }, { strict: true }),
    ).rejects.toThrow(new UnknownIdError('Nothing about the query is known: user_id "nobody".'));
    const uncounted = recommenderWith({
      items: tableFromColumns({ movie_title: items.array("movie_title") }),
    });
    await expect(uncounted.recommend({ user_id: "nobody" })).rejects.toThrow(UnknownIdError);
    expect((await uncounted.recommend({ user_id: "action" })).coldStart).toBe(false);
  });

  it("does not touch the known queries beside it", async () => {
    const recommender = recommenderWith({ seen, queryKey: "user_id" });
    const queries = ["nobody", "action", "noone", "romance", "both"].map((user_id) => ({
      user_id,
    }));
    const together = await recommender.recommendMany(queries, { k: 2, exclude: ["True Lies"] });
    const alone = await Promise.all(
      queries.map((query) => recommender.recommend(query, { k: 2, exclude: ["True Lies"] })),
    );
    expect(together).toEqual(alone);
    expect(together.map(({ coldStart }) => coldStart)).toEqual([true, false, true, false, false]);
    await expect(recommender.recommendMany(queries, { strict: true })).rejects.toThrow(
      'Nothing about queries[0] is known: user_id "nobody".',
    );
    expect(await recommender.recommendMany([])).toEqual([]);
  });
});
