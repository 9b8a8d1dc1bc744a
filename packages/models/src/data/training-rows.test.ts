import { ConfigError, NumericError, tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { fitTower, tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { readCatalogue } from "./catalogue.js";
import { readTrainingRows } from "./training-rows.js";

const columns = {
  user_id: ["u", "v", "u", "u"],
  city: ["Oslo", "Oslo", "Rome", "Oslo"],
  movie_id: [30, 20, 10, 20],
};
const train = tableFromColumns(columns);
const movies = tableFromColumns({ movie_id: [10, 20, 30, 40], title: ["a", "b", "a", "c"] });
const catalogue = readCatalogue(movies, { itemKey: "movie_id", inputs: ["title"] });
const lookup = stringLookup({ vocabulary: ["u", "v", "Oslo"] });
const query = fitTower(tower({ user_id: lookup.embedding(2), city: lookup.embedding(2) }), train, {
  seed: 1,
  name: "query",
});
const read = (more: Record<string, readonly unknown[]> = {}, weights?: string) =>
  readTrainingRows(tableFromColumns({ ...columns, ...more }), { query, catalogue, weights });

describe("readTrainingRows", () => {
  it("numbers the distinct queries, and the items as rows of the catalogue", () => {
    const rows = read();
    expect(rows.count).toBe(4);
    expect(rows.queries.rows).toBe(3);
    expect([...rows.queryOfRow]).toEqual([0, 1, 2, 0]);
    expect([...rows.candidateOfRow]).toEqual([0, 1, 0, 1]);
    expect(rows.weights).toBeUndefined();
  });

  it("counts an item's rows under whichever of its merged keys they come", () => {
    expect([...read().trainCounts]).toEqual([2, 2, 0]);
  });

  it("counts every value that the vocabulary lacks", () => {
    expect(read().outOfVocabulary).toBe(1);
    expect(read({ user_id: ["u", "x", "u", "x"] }).outOfVocabulary).toBe(3);
  });

  it("reads weights as they are, 0 for some of them included", () => {
    expect(read({ w: [1, 0, 2.5, 1e-3] }, "w").weights).toEqual(Float32Array.of(1, 0, 2.5, 1e-3));
  });

  it("weighs rows by their class, times their own weight", () => {
    const table = tableFromColumns({ ...columns, w: [1, 2, 3, 4] });
    const classWeights = { column: "city", weights: { Rome: 5, Bergen: 7 } };
    const weigh = (more: object) =>
      readTrainingRows(table, { query, catalogue, weights: undefined, ...more }).weights;
    expect(weigh({ classWeights })).toEqual(Float32Array.of(1, 1, 5, 1));
    expect(weigh({ classWeights, weights: "w" })).toEqual(Float32Array.of(1, 2, 15, 4));
    const wrong = (weights: Record<string, number>) => () =>
      weigh({ classWeights: { column: "city", weights } });
    expect(wrong({ Oslo: -1 })).toThrow(/class weight of city of row 0 .* is -1/);
    expect(wrong({ Oslo: Number.NaN })).toThrow(NumericError);
    expect(wrong({ Oslo: 0, Rome: 0 })).toThrow(/leave every row at 0/);
    expect(() => weigh({ classWeights: { column: "town", weights: {} } })).toThrow(ConfigError);
  });

  it("names a row whose item is not in the catalogue, or is of another type there", () => {
    expect(() => read({ movie_id: [10, 11, 10, 10] })).toThrow(
      new ConfigError(
        "train: movie_id 11 of row 1 (from 0) is not among the candidates; add it to the candidates table or leave the row out.",
      ),
    );
    expect(() => read({ movie_id: [10, "20", 10, 10] })).toThrow(
      'train: movie_id[1] is the string "20", which the catalogue has as a number',
    );
    expect(() => read({ movie_id: [10, null, 10, 10] })).toThrow("train: movie_id[1] is null");
  });

  it.each([
    [-1, ConfigError, "-1; a weight must be a number from 0"],
    ["2", ConfigError, '"2"; a weight must be a number from 0'],
    [undefined, ConfigError, "undefined; a weight must be a number from 0"],
    [2n, ConfigError, "2; a weight must be a number from 0"],
    [Number.NaN, NumericError, "NaN; a weight must be finite"],
    [Number.POSITIVE_INFINITY, NumericError, "Infinity; a weight must be finite"],
    [1e39, NumericError, "1e+39; a weight must be finite, also as a 32-bit float"],
  ])("names a weight of %s", (weight, kind, message) => {
    const bad = () => read({ w: [1, 1, weight, 1] }, "w");
    expect(bad).toThrow(kind);
    expect(bad).toThrow(`train: w of row 2 (from 0) is ${message}`);
  });

  it("refuses weights that are all 0, and a column that there is not", () => {
    expect(() => read({ w: [0, 0, 0, 1e-60] }, "w")).toThrow("every weight in w is 0");
    expect(() => read({}, "w")).toThrow('train: there is no column "w"');
  });
});
