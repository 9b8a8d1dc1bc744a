import { ConfigError, tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { readCatalogue, withKeptKeys } from "./catalogue.js";

const films = tableFromColumns({
  movie_id: ["1", "2", "3", "4"],
  movie_title: ["Heat", "Fargo", "Heat", "Alien"],
  year: [1995, 1996, 1995, 1979],
});

describe("readCatalogue", () => {
  it("merges rows that are equal in every tower input and keeps the first", () => {
    const catalogue = readCatalogue(films, { itemKey: "movie_title", inputs: ["movie_title"] });
    expect(catalogue.ids).toEqual(["Heat", "Fargo", "Alien"]);
    expect(catalogue.merged).toBe(1);
    expect(catalogue.table.array("movie_id")).toEqual(["1", "2", "4"]);
  });

  it("keeps rows apart that differ in any one input, lists and gaps included", () => {
    const table = tableFromColumns({
      id: [1, 2, 3, 4, 5, 6],
      genres: [[1, 2], [12], [1, 2], null, undefined, [1, 2]],
      length: [1, 1, 1, 1n, Number.NaN, Number.POSITIVE_INFINITY],
    });
    const { ids, merged } = readCatalogue(table, { itemKey: "id", inputs: ["genres", "length"] });
    expect(ids).toEqual([1, 2, 4, 5, 6]);
    expect(merged).toBe(1);
  });

  it("leads the key of a merged row to the row that was kept", () => {
    const catalogue = readCatalogue(films, { itemKey: "movie_id", inputs: ["movie_title"] });
    expect(catalogue.ids).toEqual(["1", "2", "4"]);
    expect(catalogue.rowOf.get("3")).toBe(0);
  });

  it("tells the string 1 from the number 1", () => {
    const mixed = tableFromColumns({ id: ["1", 1] });
    expect(readCatalogue(mixed, { itemKey: "id", inputs: ["id"] }).ids).toEqual(["1", 1]);
  });

  it("refuses one key for two different items and says where and in what they differ", () => {
    const table = tableFromColumns({
      movie_title: ["Heat", "Sabrina", "Sabrina"],
      year: [1995, 1954, 1995],
    });
    const inputs = ["movie_title", "year"];
    expect(() => readCatalogue(table, { itemKey: "movie_title", inputs })).toThrow(
      new ConfigError(
        'candidates: rows 1 and 2 (from 0) both have movie_title "Sabrina", but differ in year (1954, 1995); ' +
          "give each item a key of its own, or name another itemKey.",
      ),
    );
  });

  it("refuses an empty table, a missing column and a key that is no id", () => {
    const inputs = ["movie_title"];
    expect(() =>
      readCatalogue(tableFromColumns({ movie_title: [] }), { itemKey: "movie_title", inputs }),
    ).toThrow("candidates is empty");
    expect(() => readCatalogue(films, { itemKey: "imdb", inputs })).toThrow('no column "imdb"');
    for (const key of [null, Number.NaN, 1n]) {
      const table = tableFromColumns({ movie_title: ["Heat", key] });
      expect(() => readCatalogue(table, { itemKey: "movie_title", inputs })).toThrow(
        `movie_title of row 1 (from 0) is ${key}; it must be a string or a finite number`,
      );
    }
  });
});

describe("withKeptKeys", () => {
  const merged = readCatalogue(films, { itemKey: "movie_id", inputs: ["movie_title"] });

  it("puts merged items under the key that was kept, and leaves unknown ones alone", () => {
    const table = tableFromColumns({ movie_id: ["3", "4", "9"], user_id: ["u", "v", "w"] });
    const rows = withKeptKeys(table, merged, "train");
    expect(rows.array("movie_id")).toEqual(["1", "4", "9"]);
    expect([rows.get("movie_id"), rows.get("movie_id", 2)]).toEqual(["1", "9"]);
    expect(rows.array("user_id")).toEqual(["u", "v", "w"]);
    expect([rows.numRows(), rows.columnNames()]).toEqual([3, ["movie_id", "user_id"]]);
  });

  it("hands the table back where nothing was merged under another key", () => {
    const catalogue = readCatalogue(films, { itemKey: "movie_title", inputs: ["movie_title"] });
    expect(withKeptKeys(films, catalogue, "train")).toBe(films);
  });

  it("refuses numbers where the catalogue has strings, and a table without the key", () => {
    const numbers = tableFromColumns({ movie_id: [4] });
    expect(() => withKeptKeys(numbers, merged, "exclude")).toThrow(
      "exclude: movie_id[0] is the number 4, which the catalogue has as a string",
    );
    expect(() => withKeptKeys(tableFromColumns({ x: [4] }), merged, "exclude")).toThrow(
      'exclude: there is no column "movie_id"',
    );
  });
});
