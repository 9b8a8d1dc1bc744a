import { ConfigError, tableFromColumns } from "@towerkit/core";
import { desc } from "arquero";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableOf } from "../table.js";
import { randomSplit } from "./random-split.js";

const numbered = (numRows: number) =>
  tableOf<{ row: number }>({ row: Array.from({ length: numRows }, (_, row) => row) });
const rowsOf = (table: { array(name: string): ArrayLike<unknown> }) =>
  Array.from(table.array("row") as ArrayLike<number>);

describe("randomSplit", () => {
  it("puts every row into one part, in the table's order", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }).chain((numRows) =>
          fc.record({
            numRows: fc.constant(numRows),
            test: fc.integer({ min: 1, max: numRows - 1 }),
            seed: fc.nat(),
          }),
        ),
        ({ numRows, test, seed }) => {
          const parts = randomSplit(numbered(numRows), { test, seed });
          const [train, held] = [rowsOf(parts.train), rowsOf(parts.test)];
          expect(held).toHaveLength(test);
          expect([...train, ...held].sort((a, b) => a - b)).toEqual(rowsOf(numbered(numRows)));
          for (const part of [train, held]) {
            expect(part).toEqual([...part].sort((a, b) => a - b));
          }
        },
      ),
    );
  });

  it("reads a number below 1 as a share", () => {
    expect(randomSplit(numbered(10), { test: 0.25 }).test.numRows()).toBe(3);
    expect(randomSplit(numbered(10), { test: 1 }).test.numRows()).toBe(1);
  });

  it("follows the seed alone", () => {
    const split = (seed?: number) =>
      rowsOf(
        randomSplit(numbered(1_000), { test: 100, ...(seed === undefined ? {} : { seed }) }).test,
      );
    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
    expect(split()).toEqual(split(42));
  });

  it("gives every row the same chance", () => {
    const times = new Array<number>(20).fill(0);
    for (let seed = 0; seed < 2_000; seed++) {
      for (const row of rowsOf(randomSplit(numbered(20), { test: 5, seed }).test)) times[row]++;
    }
    // Expected 500 each, with a standard deviation of 19.4.
    for (const count of times) expect(Math.abs(count - 500)).toBeLessThan(90);
  });

  it("honours a table's filter and order", () => {
    const table = numbered(9)
      .filter((row: { row: number }) => row.row % 2 === 0)
      .orderby(desc("row"));
    const { train, test } = randomSplit(table, { test: 2 });
    const parts = [rowsOf(train), rowsOf(test)];
    expect(parts.flat().sort((a, b) => a - b)).toEqual([0, 2, 4, 6, 8]);
    for (const part of parts) expect(part).toEqual([...part].sort((a, b) => b - a));
  });

  it("splits tables that are not Arquero's", () => {
    const { train, test } = randomSplit(tableFromColumns({ row: [0, 1, 2] }), { test: 1 });
    expect([...rowsOf(train), ...rowsOf(test)].sort()).toEqual([0, 1, 2]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "5" as never, undefined as never])(
    "refuses a test size of %s",
    (test) => {
      expect(() => randomSplit(numbered(10), { test })).toThrow(ConfigError);
      expect(() => randomSplit(numbered(10), { test })).toThrow(/test must be a whole number/);
    },
  );

  it.each([
    [10, 10],
    [11, 10],
    [0.01, 10],
    [0.99, 10],
    [1, 1],
    [0.5, 0],
  ])("refuses a test size of %s of %s rows, which leaves a part empty", (test, numRows) => {
    expect(() => randomSplit(numbered(numRows), { test })).toThrow(/at least one row/);
  });

  it("refuses a seed that is no whole number, and what is no table", () => {
    expect(() => randomSplit(numbered(10), { test: 1, seed: -1 })).toThrow(/seed/);
    expect(() => randomSplit([] as never, { test: 1 })).toThrow(/table must be a table/);
  });
});
