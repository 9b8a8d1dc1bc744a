import { ConfigError, createGenerator, tableFromColumns } from "@towerkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Batches, groupRowsBy } from "./batches.js";

const tableOf = (user_id: unknown[]) => tableFromColumns({ user_id: user_id as string[] });
const rising = (rows: Iterable<number>) => [...rows].sort((a, b) => a - b);

/** All batches of an epoch, as a plain list. */
function batchesOf(of: ConstructorParameters<typeof Batches>[0], epoch = 1): number[][] {
  const batches = new Batches(of);
  batches.shuffle(createGenerator(7, "shuffle", epoch));
  return Array.from({ length: batches.count }, (_, index) => [...batches.at(index)]);
}

describe("groupRowsBy", () => {
  it("puts rows of one value together, groups by their first row", () => {
    const { offsets, rows } = groupRowsBy(tableOf(["b", "a", "b", "c", "a"]), "user_id", "train");
    expect([...offsets]).toEqual([0, 2, 4, 5]);
    expect([...rows]).toEqual([0, 2, 1, 4, 3]);
  });

  it("refuses a value that is none, saying where it stands", () => {
    expect(() => groupRowsBy(tableOf(["a", null]), "user_id", "train")).toThrow(ConfigError);
    expect(() => groupRowsBy(tableOf(["a", null]), "user_id", "train")).toThrow(
      "train: batchBy user_id of row 1 (from 0) is null; it must be a string or a finite number.",
    );
  });

  it("refuses a column that is not there", () => {
    expect(() => groupRowsBy(tableOf(["a"]), "userId", "train")).toThrow(/userId/);
  });
});

describe("Batches", () => {
  const users = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 40 });

  it("of groups keep each together and whole, so many of them in each batch but the last", () => {
    fc.assert(
      fc.property(users, fc.integer({ min: 1, max: 9 }), (userOf, batchSize) => {
        const groups = groupRowsBy(tableFromColumns({ user: userOf }), "user", "train");
        const batches = batchesOf({ rows: userOf.length, groups, batchSize });
        const usersOf = batches.map((batch) => new Set(batch.map((row) => userOf[row])));
        const different = new Set(userOf).size;
        expect(rising(batches.flat())).toEqual([...userOf.keys()]);
        expect(usersOf.reduce((sum, { size }) => sum + size, 0)).toBe(different);
        expect(usersOf.slice(0, -1).every(({ size }) => size === batchSize)).toBe(true);
        expect(batches).toHaveLength(Math.ceil(different / batchSize));
      }),
    );
  });

  it("of groups of one row each are batches of rows", () => {
    const groups = groupRowsBy(tableFromColumns({ user: [...Array(10).keys()] }), "user", "train");
    const parts = { rows: 10, batchSize: 4 };
    expect(batchesOf({ ...parts, groups })).toEqual(batchesOf({ ...parts, groups: undefined }));
  });

  it("come in another order after another shuffle, and in the same after the same", () => {
    const userOf = Array.from({ length: 30 }, (_, row) => row % 10);
    const groups = groupRowsBy(tableFromColumns({ user: userOf }), "user", "train");
    const parts = { rows: 30, groups, batchSize: 3 };
    expect(batchesOf(parts, 2)).not.toEqual(batchesOf(parts, 1));
    const reused = new Batches(parts);
    reused.shuffle(createGenerator(7, "shuffle", 2));
    reused.shuffle(createGenerator(7, "shuffle", 1));
    expect([...reused.at(1)]).toEqual(batchesOf(parts, 1)[1]);
  });
});
