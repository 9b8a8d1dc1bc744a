import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RepeatFinder } from "./repeats.js";

describe("RepeatFinder", () => {
  it("finds the rows that a set of keys finds", () => {
    const row = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(2));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const finder = new RepeatFinder({
          userRow: Int32Array.from(rows, ([user]) => user),
          movieRow: Int32Array.from(rows, ([, movie]) => movie),
          timestamp: Float64Array.from(rows, ([, , time]) => time),
        });
        const seen = new Set<string>();
        for (const [i, key] of rows.entries()) {
          expect(finder.add(i)).toBe(seen.has(String(key)));
          seen.add(String(key));
        }
      }),
    );
  });
});
