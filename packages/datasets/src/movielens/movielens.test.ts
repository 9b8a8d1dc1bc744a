import { describe, expect, expectTypeOf, it } from "vitest";
import { as, type ColumnKinds } from "../as.js";
import type { Table } from "../table.js";
import { toyMovieLens } from "../testing.js";
import { type MovieLensByName, movielensNames } from "./movielens.js";
import {
  movielensSchemas,
  type PlainRatingRow,
  type RatingRow,
  type RatingRow1m,
} from "./schemas.js";

describe("the types of the data sets", () => {
  it("have the columns that each has", () => {
    expectTypeOf<MovieLensByName["100k"]["ratings"]>().toExtend<Table<RatingRow>>();
    expectTypeOf<MovieLensByName["1m"]["ratings"]>().toExtend<Table<RatingRow1m>>();
    expectTypeOf<MovieLensByName["25m"]["ratings"]>().toExtend<Table<PlainRatingRow>>();
    expectTypeOf<RatingRow["raw_user_age"]>().toEqualTypeOf<number>();
    expectTypeOf<RatingRow1m>().not.toHaveProperty("raw_user_age");
    expectTypeOf<PlainRatingRow>().not.toHaveProperty("user_gender");
    expectTypeOf<MovieLensByName["1m"]>().toHaveProperty("users");
    expectTypeOf<MovieLensByName["latest"]>().not.toHaveProperty("users");
    expectTypeOf<MovieLensByName["latest"]>().toHaveProperty("tags");
    expect(Object.keys(movielensSchemas)).toEqual(movielensNames);
  });
});

describe.each(movielensNames)("the schemas of %s", (dataset) => {
  it("describe its tables, column by column", () => {
    const tables = toyMovieLens({ dataset, users: 3, items: 4, rows: 5 });
    const schemas = movielensSchemas[dataset] as Record<string, ColumnKinds>;
    expect(Object.keys(tables).sort()).toEqual(Object.keys(schemas).sort());
    for (const [name, table] of Object.entries(tables)) {
      expect(as(table, schemas[name]).columnNames().sort()).toEqual(
        Object.keys(schemas[name]).sort(),
      );
    }
  });
});
