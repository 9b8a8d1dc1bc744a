import { ConfigError, type TableLike } from "@towerkit/core";
import { type movielens, randomSplit, type Table } from "@towerkit/datasets";
import { toyMovieLens } from "@towerkit/datasets/testing";
import {
  discretization,
  type FeatureValue,
  hashedCross,
  integerLookup,
  multiHot,
  normalization,
  stringLookup,
  textVectorization,
} from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import type { Recommender } from "@towerkit/retrieval";
import { retrieval } from "@towerkit/tasks";
import { type TowerSpec, tower } from "@towerkit/towers";
import { describe, expect, expectTypeOf, it } from "vitest";

const { ratings, movies } = toyMovieLens();
const title = () => tower({ movie_title: stringLookup().embedding(4) });
const user = () => tower({ user_id: stringLookup().embedding(4) });
const options = { candidates: movies, optimizer: adagrad(0.1), epochs: 1, batchSize: 64 };

type Schema<T> = T extends TableLike<infer S> ? S : never;

/** The compiler must refuse the marked lines; that they are refused is checked by the type check. */
function neverRun(_: () => unknown): void {}

describe("columns and their types, from a data set's schema to a recommendation", () => {
  it("are those of the schema, and stay so through a split", async () => {
    const { train } = randomSplit(ratings, { test: 20, seed: 42 });
    expectTypeOf(train).toEqualTypeOf<typeof ratings>();
    type Rating = Schema<typeof train>;
    expectTypeOf<Rating["user_id"]>().toEqualTypeOf<string>();
    expectTypeOf<Rating["timestamp"]>().toEqualTypeOf<number>();
    expectTypeOf<Rating["user_gender"]>().toEqualTypeOf<boolean>();
    type Small = Awaited<ReturnType<typeof movielens<"latest-small">>>;
    expectTypeOf<Schema<Small["ratings"]>>().not.toHaveProperty("user_gender");
    expectTypeOf<Small>().not.toHaveProperty("users");
    expect(train.numRows()).toBe(ratings.numRows() - 20);
  });

  it("are those that an encoder reads", () => {
    expectTypeOf(stringLookup().fit).parameter(0).toExtend<ArrayLike<string>>();
    expectTypeOf(stringLookup().fit([]).encode([])).toEqualTypeOf<Int32Array>();
    expectTypeOf(textVectorization().fit([]).encode([]).values).toEqualTypeOf<Int32Array>();
    expectTypeOf(
      normalization({ mean: 0, variance: 1 }).fit([]).encodeOne(1),
    ).toEqualTypeOf<Float32Array>();
    neverRun(() => {
      // @ts-expect-error: a string lookup reads strings
      stringLookup().fit([1, 2]);
      // @ts-expect-error: a column of times is no column of texts
      textVectorization().fit(ratings.array("timestamp"));
      // @ts-expect-error: an integer lookup reads whole numbers and booleans
      integerLookup().fit(["25"]);
      // @ts-expect-error: a normalization reads numbers
      normalization().fit(["879024327"]).encode([1]);
      const buckets = discretization({ boundaries: [0] }).fit([]);
      // @ts-expect-error: a discretization reads numbers
      buckets.encodeOne("1");
      // @ts-expect-error: a row of a multi-hot column is a list
      multiHot({ size: 4 }).fit([1, 2]);
    });
    expect(stringLookup().fit(["a"]).size).toBe(2);
  });

  it("are those that a feature carries", () => {
    const buckets = discretization({ boundaries: [0, 1] }).embedding(4, { column: "timestamp" });
    expectTypeOf<FeatureValue<typeof buckets>>().toEqualTypeOf<number>();
    const words = textVectorization({ maxTokens: 100 }).embedding(8).mean();
    expectTypeOf<FeatureValue<typeof words>>().toEqualTypeOf<string>();
    expectTypeOf(words.combiner).toEqualTypeOf<"mean">();
    neverRun(() => {
      // @ts-expect-error: one id a row is not combined
      stringLookup().embedding(4).mean();
      // @ts-expect-error: numbers have no embedding
      normalization().embedding(4);
      // @ts-expect-error: ids are no numbers
      stringLookup().numbers();
      // @ts-expect-error: a cross must be told its columns
      hashedCross({ bins: 9 }).embedding(4);
    });
    expect(words.combiner).toBe("mean");
  });

  it("are those that a tower reads", () => {
    const query = tower({
      user_id: stringLookup().embedding(4),
      time: discretization({ boundaries: [0] }).embedding(4, { column: "timestamp" }),
      male: integerLookup().embedding(2, { column: "user_gender" }),
    });
    expectTypeOf(query).toEqualTypeOf<
      TowerSpec<{ user_id: string; timestamp: number; user_gender: number | boolean }>
    >();
    expect(query.inputs).toEqual(["user_id", "timestamp", "user_gender"]);
  });

  it("are those that a model is trained on and asked with", async () => {
    const query = tower({
      user_id: stringLookup().embedding(2),
      time: discretization({ boundaries: 9, spacing: "uniform" }).embedding(2, {
        column: "timestamp",
      }),
    });
    const model = new TwoTower({
      query,
      candidate: title(),
      task: retrieval(),
      queryKey: "user_id",
    });
    expectTypeOf(model).toEqualTypeOf<
      TwoTower<{ user_id: string; timestamp: number }, { movie_title: string }>
    >();
    await model.fit(ratings, options);
    const recommender = await model.recommender();
    expectTypeOf(recommender).toEqualTypeOf<Recommender<{ user_id: string; timestamp: number }>>();
    const asked = { user_id: ratings.get("user_id", 0), timestamp: ratings.get("timestamp", 0) };
    expect((await recommender.recommend(asked, { k: 3 })).items).toHaveLength(3);
    neverRun(() => {
      // @ts-expect-error: the query tower reads a timestamp too
      recommender.recommend({ user_id: "42" });
      // @ts-expect-error: the key is misspelt
      recommender.recommend({ userid: "42", timestamp: 1 });
      // @ts-expect-error: a user id is a string
      recommender.recommend({ user_id: 42, timestamp: 1 });
      // @ts-expect-error: a timestamp is a number
      model.embedQueries([{ user_id: "42", timestamp: "1" }]);
    });
  });

  it("cannot be mistaken in the tables that a model is trained on", async () => {
    const model = () => new TwoTower({ query: user(), candidate: title(), task: retrieval() });
    const numbered = {} as Table<{ user_id: number; movie_title: string }>;
    const unnamed = {} as Table<{ user: string; movie_title: string }>;
    neverRun(() => {
      // @ts-expect-error: its user ids are numbers, and the tower reads strings
      model().fit(numbered, options);
      // @ts-expect-error: it has no user_id
      model().fit(unnamed, options);
      // @ts-expect-error: the catalogue has no titles
      model().fit(ratings, { ...options, candidates: {} as Table<{ movie_id: string }> });
    });
    const gendered = tower({ user_gender: stringLookup().embedding(4) });
    neverRun(() => {
      const wrong = new TwoTower({ query: gendered, candidate: title(), task: retrieval() });
      // @ts-expect-error: gender is a boolean, which a string lookup does not read
      wrong.fit(ratings, options);
    });
    // At run time too.
    await expect(
      model().fit(ratings, { ...options, candidates: ratings.select("movie_id") }),
    ).rejects.toThrow(ConfigError);
  });
});
