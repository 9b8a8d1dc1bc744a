import { ConfigError } from "@towerkit/core";
import { hashedCross, integerLookup, passthrough, stringLookup } from "@towerkit/features";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type TowerSpec, tower } from "./tower-spec.js";

const lookup = stringLookup();

describe("tower", () => {
  it("adds the widths up and lists each column once, in the order of the keys", () => {
    const spec = tower({
      user_id: lookup.embedding(32),
      last: lookup.embedding(16, { column: "movie_title" }),
      movie_title: lookup.embedding(8),
    });
    expect(spec.width).toBe(56);
    expect(spec.inputs).toEqual(["user_id", "movie_title"]);
    expect(Object.keys(spec.features)).toEqual(["user_id", "last", "movie_title"]);
  });

  it("is typed by the columns that it reads", () => {
    const user = tower({ user_id: lookup.embedding(32) });
    const pair = tower({ user_id: lookup.embedding(4), b: lookup.embedding(4, { column: "c" }) });
    expectTypeOf(user).toEqualTypeOf<TowerSpec<{ user_id: string }>>();
    expectTypeOf(pair).toEqualTypeOf<TowerSpec<{ user_id: string; c: string }>>();
    expectTypeOf(user).toExtend<TowerSpec>();
    // @ts-expect-error: the tower reads user_id, not user
    const otherKey: TowerSpec<{ user: string }> = user;
    // @ts-expect-error: user_id is a string
    const otherType: TowerSpec<{ user_id: number }> = user;
    // @ts-expect-error: an encoder is no feature until it has a width
    expect(() => tower({ user_id: stringLookup() })).toThrow(ConfigError);
    expect([otherKey, otherType]).toEqual([user, user]);
  });

  it("refuses a tower without features, and what is no feature, saying what to write", () => {
    expect(() => tower({})).toThrow(/at least one feature/);
    expect(() => tower({ user_id: lookup as never })).toThrow(
      /"user_id" must be a feature such as stringLookup\(\).embedding\(32\), got an object/,
    );
    expect(() => tower({ user_id: undefined as never })).toThrow(ConfigError);
    expect(() => tower({ user_id: null as never })).toThrow(ConfigError);
    const noWidth = { ...lookup.embedding(1), dim: Number.NaN };
    expect(() => tower({ user_id: noWidth })).toThrow(/dim of "user_id".*NaN/);
  });

  it("is typed by what each encoder reads", () => {
    const ages = tower({ age: integerLookup().embedding(4), user_id: lookup.embedding(4) });
    expectTypeOf(ages).toEqualTypeOf<TowerSpec<{ age: number | boolean; user_id: string }>>();
    expect(ages.inputs).toEqual(["age", "user_id"]);
  });

  it("refuses features that it cannot train: numbers, and embeddings of several columns", () => {
    const numbers = passthrough().numbers();
    const cross = hashedCross({ bins: 9 }).embedding(4, { columns: ["a", "b"] });
    // @ts-expect-error: numbers have no embedding
    expect(() => tower({ age: numbers })).toThrow(/"age".*this passthrough feature is not/);
    // @ts-expect-error: it reads two columns
    expect(() => tower({ both: cross })).toThrow(/"both".*reads one column/);
  });

  it("refuses features that share a table but differ in width or encoder", () => {
    const shared = lookup.embedding(4, { table: "film" });
    expect(() => tower({ a: shared, b: lookup.embedding(8, { table: "film" }) })).toThrow(
      /"a" and "b" share the table "film", but one is 4 wide and the other 8/,
    );
    const bytes = stringLookup({ order: "bytes" });
    expect(() => tower({ a: shared, b: bytes.embedding(4, { table: "film" }) })).toThrow(
      /their encoders differ/,
    );
    expect(() => tower({ a: lookup.embedding(4), b: bytes.embedding(4, { table: "a" }) })).toThrow(
      /"a" and "b" share the table "a"/,
    );
    const alike = stringLookup().embedding(4, { table: "film" });
    expect(tower({ a: shared, b: alike }).width).toBe(8);
  });
});
