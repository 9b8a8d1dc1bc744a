import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scratch } from "../../runtime/scratch.js";
import type { CountRanksInput } from "./input.js";
import { countRanks } from "./plain.js";

interface Row {
  readonly scores: number[];
  readonly positives: number[];
  readonly excluded: number[];
}

function ranksOf(rows: readonly Row[], ties: CountRanksInput["ties"], scratch = new Scratch()) {
  const offsets = (lists: readonly number[][]) => {
    let sum = 0;
    return Int32Array.from([0, ...lists.map((list) => (sum += list.length))]);
  };
  const positives = Int32Array.from(rows.flatMap((row) => row.positives));
  const ranks = new Int32Array(positives.length).fill(-7);
  countRanks(
    {
      scores: Float32Array.from(rows.flatMap((row) => row.scores)),
      numCandidates: rows[0].scores.length,
      positiveOffsets: offsets(rows.map((row) => row.positives)),
      positives,
      excludedOffsets: offsets(rows.map((row) => row.excluded)),
      excluded: Int32Array.from(rows.flatMap((row) => row.excluded)),
      ties,
      ranks,
    },
    scratch,
  );
  return [...ranks];
}

/** Straight from the definition: sort the catalogue, look the positive up. */
function plainRank({ scores, excluded }: Row, positive: number, ties: CountRanksInput["ties"]) {
  if (positive === -1) return -1;
  return scores.filter((score, c) => {
    if (c === positive || excluded.includes(c)) return false;
    if (score !== scores[positive]) return score > scores[positive];
    return ties === "index" && c < positive;
  }).length;
}

describe("countRanks", () => {
  it("counts candidates ahead, ties by catalogue order or not at all", () => {
    const row = { scores: [1, 3, 3, 2, 3], positives: [2, 0, 1, 4, -1], excluded: [] };
    expect(ranksOf([row], "index")).toEqual([1, 4, 0, 2, -1]);
    expect(ranksOf([row], "optimistic")).toEqual([0, 4, 0, 0, -1]);
  });

  it("does not count excluded candidates, and never excludes a positive for itself", () => {
    const row = { scores: [5, 4, 3, 2, 2], positives: [2, 1, 4], excluded: [1, 0, 1, 3, 2] };
    expect(ranksOf([row], "index")).toEqual([0, 0, 0]);
    expect(ranksOf([{ ...row, excluded: [1, 1] }], "index")).toEqual([1, 1, 3]);
  });

  it("agrees with sorting, for repeated positives, ties, exclusions and several rows", () => {
    const scratch = new Scratch();
    const numCandidates = 9;
    const row = fc.record({
      scores: fc.array(
        fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -999, max: 999 })),
        { minLength: numCandidates, maxLength: numCandidates },
      ),
      positives: fc.array(fc.integer({ min: -1, max: numCandidates - 1 }), { maxLength: 12 }),
      excluded: fc.array(fc.nat(numCandidates - 1), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("index" as const, "optimistic" as const),
        (rows, ties) => {
          const expected = rows.flatMap((each) =>
            each.positives.map((positive) => plainRank(each, positive, ties)),
          );
          expect(ranksOf(rows, ties, scratch)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("treats 0 and -0 as one score", () => {
    const row = { scores: [-0, 0, -0], positives: [0, 1, 2], excluded: [] };
    expect(ranksOf([row], "index")).toEqual([0, 1, 2]);
    expect(ranksOf([row], "optimistic")).toEqual([0, 0, 0]);
  });
});
