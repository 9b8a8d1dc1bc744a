import { ConfigError, NumericError, tableFromColumns } from "@towerkit/core";
import * as aq from "arquero";
import { describe, expect, expectTypeOf, it } from "vitest";
import { as } from "./as.js";
import type { RatingRow } from "./movielens/schemas.js";
import { ratingSchema } from "./movielens/schemas.js";
import { type Table, tableOf } from "./table.js";
import { toyRatings } from "./testing.js";

describe("as", () => {
  it("copies the filtered and ordered rows into a plain table", () => {
    const table = tableOf({ name: ["a", "b", "c"], size: [1, 2, 3] })
      .filter((row: { size: number }) => row.size > 1)
      .orderby(aq.desc("size"));
    const checked = as(table, { name: "string", size: "number" });
    expect(checked.objects()).toEqual([
      { name: "c", size: 3 },
      { name: "b", size: 2 },
    ]);
    expect(checked.isFiltered() || checked.isOrdered()).toBe(false);
  });

  it("gives 100k's tables their type back", () => {
    const ratings = toyRatings();
    const liked = as(
      ratings.filter(aq.escape((row: RatingRow) => row.user_rating >= 4)),
      ratingSchema,
    );
    expectTypeOf(liked).toExtend<Table<RatingRow>>();
    expect(liked.numRows()).toBe(
      Array.from(ratings.array("user_rating") as number[]).filter((r) => r >= 4).length,
    );
  });

  it("leaves columns that the schema does not name", () => {
    const checked = as(tableFromColumns({ id: ["1"], extra: [2] }), { id: "string" });
    expect(checked.columnNames()).toEqual(["id", "extra"]);
  });

  it("takes lists as arrays and as typed arrays", () => {
    const table = tableFromColumns({ ids: [Int32Array.of(1, 2), [3]], words: [["a"], []] });
    expect(as(table, { ids: "number[]", words: "string[]" }).numRows()).toBe(2);
  });

  it("names a missing column", () => {
    const table = tableFromColumns({ user: ["1"] });
    expect(() => as(table, { user_id: "string" })).toThrow(ConfigError);
    expect(() => as(table, { user_id: "string" })).toThrow(/no column "user_id".*"user"/);
  });

  it.each([
    ["a number among strings", { c: ["1", 2] }, "string", /"c" must hold string.*2 in row 1/],
    ["a string among numbers", { c: ["1"] }, "number", /"c" must hold number/],
    ["null", { c: [null] }, "boolean", /got null in row 0/],
    ["a string in a list of numbers", { c: [[1, "2"]] }, "number[]", /must hold number\[\]/],
    ["a number for a list", { c: [1] }, "string[]", /must hold string\[\]/],
  ] as const)("refuses %s", (_, columns, kind, message) => {
    expect(() => as(tableFromColumns(columns), { c: kind })).toThrow(ConfigError);
    expect(() => as(tableFromColumns(columns), { c: kind })).toThrow(message);
  });

  it("refuses numbers that are not finite", () => {
    const holes = tableFromColumns({ c: [1, Number.NaN] });
    expect(() => as(holes, { c: "number" })).toThrow(NumericError);
    expect(() => as(holes, { c: "number" })).toThrow(/"c" holds NaN in row 1/);
    const list = tableFromColumns({ c: [[1, Number.POSITIVE_INFINITY]] });
    expect(() => as(list, { c: "number[]" })).toThrow(NumericError);
  });

  it("refuses what is no table, and kinds that there are not", () => {
    expect(() => as([] as never, {})).toThrow(/table must be a table/);
    const table = tableFromColumns({ c: [1] });
    expect(() => as(table, { c: "float" as never })).toThrow(/schema.c must be one of/);
  });
});
