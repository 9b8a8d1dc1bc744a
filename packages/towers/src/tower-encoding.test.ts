import { ConfigError, tableFromColumns } from "@towerkit/core";
import { hashing, integerLookup, stringLookup } from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { fitTower } from "./fit-tower.js";
import { tower } from "./tower-spec.js";

const bytes = stringLookup({ order: "bytes" });
const table = tableFromColumns({ user_id: ["b", "a", "b"], city: ["Oslo", "Rome", "Oslo"] });
const spec = tower({ user_id: bytes.embedding(2), city: bytes.embedding(3) });
const fitted = fitTower(spec, table, { seed: 1, name: "query" });

describe("Tower.encodeColumns", () => {
  it("gives ids in the table's row order and counts the unknown values", () => {
    const other = tableFromColumns({ city: ["Rome", "Paris"], user_id: ["z", "y"], more: [1, 2] });
    const { inputs, outOfVocabulary } = fitted.encodeColumns(other);
    expect(inputs).toEqual({ rows: 2, features: [Int32Array.of(0, 0), Int32Array.of(2, 0)] });
    expect(outOfVocabulary).toBe(3);
    expect(fitted.encodeColumns(table).outOfVocabulary).toBe(0);
  });

  it("counts as unknown what falls into any out-of-vocabulary id, and neither masks nor hashes", () => {
    const ages = { age: integerLookup({ maskToken: 0, oovTokens: 2 }).embedding(2) };
    const codes = { code: hashing({ bins: 3 }).embedding(2) };
    const rows = tableFromColumns({ age: [30, 0, 31, 32], code: ["a", "b", "c", "d"] });
    const known = tableFromColumns({ age: [30, 30], code: ["a", "a"] });
    const fittedTower = fitTower(tower({ ...ages, ...codes }), known, { seed: 1, name: "query" });
    const { inputs, outOfVocabulary } = fittedTower.encodeColumns(rows);
    expect([...(inputs.features[0] as Int32Array)]).toEqual([3, 0, 2, 1]);
    expect(outOfVocabulary).toBe(2);
    expect(fittedTower.tables().map((each) => each.rows)).toEqual([4, 3]);
  });

  it("names a missing column and a value of the wrong type", () => {
    expect(() => fitted.encodeColumns(tableFromColumns({ user_id: ["a"] }))).toThrow(
      /the table for the query tower: there is no column "city"/,
    );
    const gap = tableFromColumns({ user_id: ["a"], city: [null] });
    expect(() => fitted.encodeColumns(gap)).toThrow(/of column "city" is null/);
  });
});

describe("Tower.encodeQueries", () => {
  it("marks a query where every id is unknown, and only such a one", () => {
    const { inputs, unknown } = fitted.encodeQueries([
      { user_id: "a", city: "Rome" },
      { user_id: "z", city: "Rome", more: 1 },
      { city: "Paris", user_id: "z" },
    ]);
    expect(inputs.features).toEqual([Int32Array.of(1, 0, 0), Int32Array.of(2, 2, 0)]);
    expect(unknown).toEqual(Uint8Array.of(0, 0, 1));
  });

  it("takes neither a mask token nor any out-of-vocabulary id for known", () => {
    const age = integerLookup({ maskToken: 0, oovTokens: 2 }).embedding(2);
    const known = tableFromColumns({ age: [30, 40] });
    const fittedTower = fitTower(tower({ age }), known, { seed: 1, name: "query" });
    const ages = [{ age: 30 }, { age: 0 }, { age: 31 }, { age: 32 }];
    expect(fittedTower.encodeQueries(ages).unknown).toEqual(Uint8Array.of(0, 1, 1, 1));
  });

  it("encodes no queries into no rows", () => {
    const { inputs, unknown } = fitted.encodeQueries([]);
    expect(inputs.rows).toBe(0);
    expect(unknown.length).toBe(0);
  });

  it("names what a query lacks, what the tower reads and what the query has", () => {
    expect(() => fitted.encodeQueries([{ user_id: "a", city: "Rome" }, { user_id: "a" }])).toThrow(
      new ConfigError(
        'query 1 has no "city"; the query tower reads "user_id", "city", and the query has "user_id".',
      ),
    );
    expect(() => fitted.encodeQueries([{ user_id: "a", city: undefined }])).toThrow(/no "city"/);
    expect(() => fitted.encodeQueries([Object.create({ user_id: "a" })])).toThrow(
      /no "user_id".*has nothing/,
    );
    expect(() => fitted.encodeQueries([null as never])).toThrow(
      /query 0 must be an object with "user_id", "city", got null/,
    );
  });

  it("names an input of the wrong type", () => {
    expect(() => fitted.encodeQueries([{ user_id: 42, city: "Rome" }])).toThrow(
      /row 0 \(counted from 0\) of query input "user_id" is 42, and every value must be a string/,
    );
  });
});

describe("Tower.summary", () => {
  it("tells parameters and shapes", () => {
    expect(fitted.summary()).toEqual({
      name: "query",
      inputs: ["user_id", "city"],
      width: 5,
      parameters: 3 * 2 + 3 * 3,
      features: [
        {
          name: "user_id",
          columns: "user_id",
          table: "user_id",
          dim: 2,
          encoder: "stringLookup: 2 known values, ids 1 to 2; 0 for any other",
        },
        {
          name: "city",
          columns: "city",
          table: "city",
          dim: 3,
          encoder: "stringLookup: 2 known values, ids 1 to 2; 0 for any other",
        },
      ],
      tables: [
        { name: "user_id", shape: [3, 2] },
        { name: "city", shape: [3, 3] },
      ],
      layers: [],
    });
  });
});
