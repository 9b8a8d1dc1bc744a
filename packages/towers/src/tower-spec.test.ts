import { ConfigError } from "@towerkit/core";
import {
  hashedCross,
  hashing,
  integerLookup,
  normalization,
  passthrough,
  stringLookup,
  textVectorization,
} from "@towerkit/features";
import { describe, expect, expectTypeOf, it } from "vitest";
import { cross } from "./layers/cross.js";
import { dense, denseStack } from "./layers/dense.js";
import { dotInteraction } from "./layers/dot-interaction.js";
import { dropout } from "./layers/dropout.js";
import { l2Normalize } from "./layers/l2-normalize.js";
import { layerNorm } from "./layers/layer-norm.js";
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

  it("reads numbers, bags and several columns at once, typed", () => {
    const spec = tower({
      age: passthrough().numbers(),
      words: textVectorization().embedding(8, { column: "title" }).mean(),
      both: hashedCross({ bins: 9 }).embedding(4, { columns: ["a", "b"] }),
    });
    expect(spec.inputs).toEqual(["age", "title", "a", "b"]);
    expectTypeOf(spec).toExtend<TowerSpec<{ age: number; title: string }>>();
    // @ts-expect-error: title is a string
    const other: TowerSpec<{ age: number; title: number }> = spec;
    expect(other).toBe(spec);
  });

  it("knows its width before fitting, unless an encoder of numbers has to be fitted first", () => {
    const ids = { user_id: lookup.embedding(8), age: lookup.embedding(4) };
    const numbers = { ...ids, time: normalization().numbers() };
    expect(tower(ids).width).toBe(12);
    expect(tower(ids, { layers: denseStack([16, 5]) }).width).toBe(5);
    expect(tower(ids, { layers: [layerNorm(), dropout(0.1), l2Normalize()] }).width).toBe(12);
    expect(tower(ids, { layers: [dotInteraction({ dim: 4 })] }).width).toBe(3);
    expect(tower(numbers).width).toBeUndefined();
    expect(tower(numbers, { layers: [cross()] }).width).toBeUndefined();
    expect(tower(numbers, { layers: [dense(7), layerNorm()] }).width).toBe(7);
  });

  it("lets hashes of as many bins share a table, whatever their salts", () => {
    const table = "all";
    const spec = tower({
      a: hashing({ bins: 50, salt: 1 }).embedding(4, { table }),
      b: hashing({ bins: 50, salt: 2 }).embedding(4, { table }),
    });
    expect(spec.width).toBe(8);
    expect(() =>
      tower({
        a: hashing({ bins: 50 }).embedding(4, { table }),
        b: hashing({ bins: 51 }).embedding(4, { table }),
      }),
    ).toThrow(/encoders differ/);
  });

  it("refuses what is no layer and a combiner that there is not", () => {
    expect(() => tower({ a: lookup.embedding(4) }, { layers: [{} as never] })).toThrow(
      /tower: layer 1 must be a layer/,
    );
    const feature = { ...lookup.embedding(4), combiner: "median" as never };
    expect(() => tower({ a: feature })).toThrow(/combiner of "a"/);
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
