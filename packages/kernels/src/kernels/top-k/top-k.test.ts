import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topK } from "./plain.js";

function best(scores: readonly number[], k: number): [index: number, score: number][] {
  const indices = new Int32Array(k);
  const values = new Float32Array(k);
  const found = topK({ scores: Float32Array.from(scores), k, indices, values });
  return Array.from({ length: found }, (_, i) => [indices[i], values[i]]);
}

describe("topK", () => {
  it("lists the best first, equal scores by rising index", () => {
    expect(best([1, 5, 5, 9, 5, 2], 4)).toEqual([
      [3, 9],
      [1, 5],
      [2, 5],
      [4, 5],
    ]);
  });

  it("passes over -Infinity and returns what there is when k is larger", () => {
    expect(best([-Infinity, 2, -Infinity, 3], 10)).toEqual([
      [3, 3],
      [1, 2],
    ]);
    expect(best([], 3)).toEqual([]);
  });

  it("agrees with sorting the whole row", () => {
    const anyScore = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(-Infinity));
    fc.assert(
      fc.property(
        fc.array(anyScore, { maxLength: 60 }),
        fc.integer({ min: 1, max: 70 }),
        (row, k) => {
          const expected = [...row.entries()]
            .filter(([, score]) => score !== -Infinity)
            .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b)
            .slice(0, k);
          expect(best(row, k)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});
