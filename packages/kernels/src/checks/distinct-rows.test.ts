import { ConfigError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDistinctRows } from "./distinct-rows.js";

const check = (rows: number[]) => () => checkDistinctRows("rows", Int32Array.from(rows));

describe("checkDistinctRows", () => {
  it("accepts rows that rise, fall or are in no order, near and far apart", () => {
    for (const rows of [
      [],
      [5],
      [0, 1, 2],
      [2, 1, 0],
      [3, 0, 2, 1],
      [7, 2_000_000_000, 0, 123_456_789, 2_147_483_646],
    ]) {
      expect(check(rows)).not.toThrow();
    }
  });

  it("names the first position of a repeat, near and far apart", () => {
    expect(check([4, 4])).toThrow(/rows\[1\] is 4, which came before/);
    expect(check([0, 1, 2, 1, 0])).toThrow(/rows\[3\] is 1/);
    expect(check([2_000_000_000, 5, 7, 2_000_000_000])).toThrow(/rows\[3\] is 2000000000/);
    expect(check([1, 1])).toThrow(ConfigError);
  });

  it("finds a repeat where there is one, and only there", () => {
    const anyRows = fc.oneof(
      fc.array(fc.nat(20), { maxLength: 12 }),
      fc.array(fc.nat(200), { maxLength: 60 }),
      fc.array(fc.nat(2 ** 31 - 2), { maxLength: 60 }),
      // Multiples of a power of two, which a poor hash would put in one place.
      fc.array(
        fc.nat(2 ** 10).map((n) => n * 2 ** 20),
        { maxLength: 60 },
      ),
    );
    fc.assert(
      fc.property(anyRows, (rows) => {
        const repeat = rows.findIndex((row, i) => rows.indexOf(row) < i);
        if (repeat === -1) expect(check(rows)).not.toThrow();
        else expect(check(rows)).toThrow(`rows[${repeat}] is ${rows[repeat]},`);
      }),
      { numRuns: 1000 },
    );
  });
});
