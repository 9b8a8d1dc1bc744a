import { ConfigError, tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { fitTower } from "./fit-tower.js";
import { tower } from "./tower-spec.js";

const bytes = stringLookup({ order: "bytes" });
const ratings = tableFromColumns({
  user_id: ["u2", "u1", "u2"],
  movie_title: ["Heat", "Fargo", "Alien"],
  last_title: ["Brazil", "Heat", "Heat"],
});
const options = { seed: 42, name: "query" };
const dataOf = (fitted: ReturnType<typeof fitTower>, table: string) =>
  fitted.tables().find(({ name }) => name === table)?.data;

describe("fitTower", () => {
  it("makes a table with a row for each known value and one for unknown ones", () => {
    const fitted = fitTower(tower({ user_id: bytes.embedding(4) }), ratings, options);
    const [table] = fitted.tables();
    expect(fitted.tables().length).toBe(1);
    expect(table).toMatchObject({ name: "user_id", rows: 3, dim: 4 });
    expect(table.data.length).toBe(12);
    expect(fitted).toMatchObject({ name: "query", width: 4, inputs: ["user_id"] });
  });

  it("spreads the first numbers evenly over ±0.05", () => {
    const values = Array.from({ length: 999 }, (_, i) => `v${i}`);
    const table = tableFromColumns({ id: values });
    const [{ data }] = fitTower(tower({ id: bytes.embedding(32) }), table, options).tables();
    const bins = new Array(10).fill(0);
    for (const value of data) bins[Math.floor((value + 0.05) * 100)]++;
    // 32,000 numbers in ten bins: 3,200 each, with a standard deviation of 54.
    for (const count of bins) expect(Math.abs(count - 3200)).toBeLessThan(5 * 54);
    expect(Math.max(...data)).toBeLessThanOrEqual(Math.fround(0.05));
    expect(Math.min(...data)).toBeGreaterThanOrEqual(Math.fround(-0.05));
  });

  it("gives a table the same numbers whatever stands beside it, for one seed and one name", () => {
    const alone = fitTower(tower({ user_id: bytes.embedding(4) }), ratings, options);
    const both = { movie_title: bytes.embedding(8), user_id: bytes.embedding(4) };
    const beside = fitTower(tower(both), ratings, options);
    expect(dataOf(beside, "user_id")).toEqual(dataOf(alone, "user_id"));
    const twins = { user_id: bytes.embedding(4), last_title: bytes.embedding(4) };
    const [first, second] = fitTower(tower(twins), ratings, options).tables();
    expect(first.data).not.toEqual(second.data);
    for (const other of [
      { seed: 43, name: "query" },
      { seed: 42, name: "candidate" },
    ]) {
      const different = fitTower(tower({ user_id: bytes.embedding(4) }), ratings, other);
      expect(dataOf(different, "user_id")).not.toEqual(dataOf(alone, "user_id"));
    }
  });

  it("knows the only id feature, and none where there are several columns", () => {
    const one = { title: bytes.embedding(4, { column: "movie_title" }) };
    expect(fitTower(tower(one), ratings, options).idFeature).toBe("movie_title");
    const two = { user_id: bytes.embedding(4), movie_title: bytes.embedding(4) };
    expect(fitTower(tower(two), ratings, options).idFeature).toBeUndefined();
  });

  it("fits a shared table on all its columns together", () => {
    const film = bytes.embedding(4, { table: "film" });
    const spec = tower({ movie_title: film, last_title: film });
    const fitted = fitTower(spec, ratings, options);
    expect(fitted.tables().map(({ name, rows }) => [name, rows])).toEqual([["film", 5]]);
    const { inputs } = fitted.encodeColumns(ratings);
    expect(inputs.features.map((ids) => [...(ids as Int32Array)])).toEqual([
      [4, 3, 1],
      [2, 4, 4],
    ]);
  });

  it("names the column, row, seed or table that cannot work", () => {
    const spec = tower({ user_id: bytes.embedding(4) });
    const noUser = tableFromColumns({ movie_title: ["Heat"] });
    expect(() => fitTower(spec, noUser, options)).toThrow(
      /table to fit the query tower on: there is no column "user_id"; the columns are "movie_title"/,
    );
    const numbers = tableFromColumns({ user_id: ["1", 2] });
    expect(() => fitTower(spec, numbers, options)).toThrow(
      /row 1 \(counted from 0\) of column "user_id" is 2/,
    );
    expect(() => fitTower(spec, ratings, { seed: -1, name: "query" })).toThrow(ConfigError);
    const wide = tower({ user_id: bytes.embedding(2 ** 50) });
    expect(() => fitTower(wide, ratings, options)).toThrow(/"user_id".*do not fit into memory/);
  });
});
