import { describe, expect, expectTypeOf, it } from "vitest";
import {
  ConfigError,
  columnOf,
  requireColumns,
  type TableLike,
  tableFromColumns,
} from "./index.js";

const table = tableFromColumns({ user_id: ["1", "2", "1"], rating: Float32Array.of(4, 3.5, 5) });

describe("tableFromColumns", () => {
  it("reads like a table", () => {
    expect(table.numRows()).toBe(3);
    expect(table.columnNames()).toEqual(["user_id", "rating"]);
    expect(table.get("user_id", 1)).toBe("2");
    expect(table.get("rating")).toBe(4);
    expect(table.array("rating")).toEqual(Float32Array.of(4, 3.5, 5));
  });

  it("knows the types of its columns", () => {
    expectTypeOf(table).toEqualTypeOf<TableLike<{ user_id: string; rating: number }>>();
    expect(table.columnNames()).toHaveLength(2);
  });

  it("has no rows where it has no columns", () => {
    expect(tableFromColumns({}).numRows()).toBe(0);
    expect(tableFromColumns({ a: [] }).numRows()).toBe(0);
  });

  it("refuses columns of different lengths", () => {
    expect(() => tableFromColumns({ a: [1], b: [1, 2] })).toThrow(
      new ConfigError('column "b" has 2 rows and column "a" has 1; they must be equal.'),
    );
  });

  it("does not let callers change its list of columns", () => {
    table.columnNames().push("made_up");
    expect(table.columnNames()).toEqual(["user_id", "rating"]);
  });

  it.each(["user", "toString", "__proto__"])("has no column %s", (name) => {
    expect(() => table.array(name)).toThrow(ConfigError);
    expect(() => table.get(name, 0)).toThrow(ConfigError);
  });
});

describe("columnOf", () => {
  it("reads a column", () => {
    expect(columnOf(table, "user_id")).toEqual(["1", "2", "1"]);
  });

  it("names the table, the missing column and those that there are", () => {
    expect(() => columnOf(table, "movie_id", "the train table")).toThrow(
      new ConfigError(
        'the train table: there is no column "movie_id"; the columns are "user_id", "rating".',
      ),
    );
  });

  it("takes the rows as the table orders and filters them, never `column(name)`", () => {
    const reordered = {
      ...table,
      array: () => ["2", "1"],
      column: () => expect.unreachable("column(name) ignores filter and order"),
    };
    expect(columnOf(reordered, "user_id")).toEqual(["2", "1"]);
  });
});

describe("requireColumns", () => {
  it("accepts a table that has them all", () => {
    expect(() => requireColumns(table, ["rating", "user_id"])).not.toThrow();
  });

  it("names the first that is missing", () => {
    expect(() => requireColumns(table, ["rating", "b", "c"])).toThrow(/no column "b"/);
    expect(() => requireColumns(tableFromColumns({}), ["b"])).toThrow(/columns are \(none\)/);
  });
});
