import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRepeats } from "./repeats.js";

type Row = readonly [user: number, movie: number, time: number];

const sizes = { users: 4, movies: 4 };
const find = (rows: readonly Row[]) =>
  findRepeats(
    {
      userRow: Int32Array.from(rows, ([user]) => user),
      movieRow: Int32Array.from(rows, ([, movie]) => movie),
      rating: new Float32Array(rows.length),
      timestamp: Uint32Array.from(rows, ([, , time]) => time),
    },
    sizes,
  );

describe("findRepeats", () => {
  it("finds what a set of texts finds", () => {
    const few = fc.nat(3);
    const anyRows = fc.array(fc.tuple(few, few, few), { maxLength: 40 });
    const rows = fc.oneof(
      anyRows,
      anyRows.map((unsorted) => unsorted.toSorted(([a], [b]) => a - b)),
    );
    fc.assert(
      fc.property(rows, (given) => {
        const seen = new Set<string>();
        const repeated = given.flatMap((row, i) => {
          if (seen.has(String(row))) return [i];
          seen.add(String(row));
          return [];
        });
        expect(find(given)).toEqual(
          repeated.length === 0 ? undefined : { row: repeated[0], count: repeated.length },
        );
      }),
      { numRuns: 500 },
    );
  });

  it("takes no more than the test may where one user rates one film at many times", () => {
    const rows = Array.from({ length: 200_000 }, (_, time): Row => [1, 1, time]);
    expect(find(rows)).toBeUndefined();
  });
});
