import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chosen,
  randomWorld,
  scoresOf,
  usersOf,
  type World,
  worldOf,
} from "../../test/interactions.js";
import { itemKnn } from "./item-knn.js";

const world = worldOf(
  [
    ["1", "a"],
    ["1", "b"],
    ["2", "a"],
    ["2", "b"],
    ["2", "c"],
    ["3", "a"],
  ],
  ["a", "b", "c"],
);
const plain = { ...world, shrinkage: 0 };
const third = [{ user_id: "3" }];

/** Scores by sorting all similarities, from the formulas. */
function plainScores(
  toy: World,
  {
    similarity,
    neighbours,
    shrinkage: h,
  }: { similarity: string; neighbours: number; shrinkage: number },
): number[][] {
  const x = chosen(toy);
  const n = (i: number, j: number) => x.filter((user) => user[i] === 1 && user[j] === 1).length;
  const items = toy.candidateIds.map((_, i) => i);
  const like = (i: number, j: number) => {
    if (similarity === "cosine") return n(i, j) / (Math.sqrt(n(i, i) * n(j, j)) + h);
    if (similarity === "jaccard") return n(i, j) / (n(i, i) + n(j, j) - n(i, j) + h);
    return n(i, j) / (n(i, i) + h);
  };
  const nearest = items.map((j) =>
    items
      .filter((i) => i !== j && n(i, j) > 0)
      .sort((a, b) => like(b, j) - like(a, j) || a - b)
      .slice(0, neighbours),
  );
  return x.map((user) =>
    items.map((j) =>
      nearest[j]
        .toSorted((a, b) => a - b)
        .reduce((sum, i) => sum + (user[i] === 1 ? like(i, j) : 0), 0),
    ),
  );
}

describe("itemKnn", () => {
  it.each([
    ["cosine", [0, 2 / Math.sqrt(6), 1 / Math.sqrt(3)]],
    ["jaccard", [0, 2 / 3, 1 / 3]],
    ["conditionalProbability", [0, 2 / 3, 1 / 3]],
  ] as const)("gives the %s that is worked out by hand", async (similarity, expected) => {
    const [scores] = await scoresOf(itemKnn({ ...plain, similarity }), third);
    expect(scores).toEqual([...Float32Array.from(expected)]);
  });

  it("takes the conditional probability of the candidate, given the chosen item", async () => {
    const [, second] = await scoresOf(itemKnn({ ...plain, similarity: "conditionalProbability" }), [
      { user_id: "1" },
      { user_id: "2" },
    ]);
    // All users of b and c chose a; a half of b's and a third of a's users chose c.
    expect(second).toEqual([...Float32Array.of(1 + 1, 2 / 3 + 1, 1 / 3 + 1 / 2)]);
  });

  it("adds the shrinkage to what is divided by", async () => {
    const [scores] = await scoresOf(
      itemKnn({ ...world, shrinkage: 3, similarity: "jaccard" }),
      third,
    );
    expect(scores).toEqual([...Float32Array.of(0, 2 / 6, 1 / 6)]);
  });

  it("lets only the nearest neighbours of a candidate speak for it", async () => {
    const [scores] = await scoresOf(itemKnn({ ...plain, neighbours: 1 }), third);
    // The item most like c is b (1/√2), not a (1/√3).
    expect(scores).toEqual([...Float32Array.of(0, 2 / Math.sqrt(6), 0)]);
  });

  it("takes the earlier in the catalogue among equally near neighbours", async () => {
    const rows = [
      ["1", "x"],
      ["1", "y"],
      ["1", "z"],
      ["2", "x"],
      ["3", "y"],
    ] as const;
    const scores = (candidateIds: string[]) =>
      scoresOf(itemKnn({ ...worldOf(rows, candidateIds), neighbours: 1, shrinkage: 0 }), [
        { user_id: "2" },
        { user_id: "3" },
      ]);
    const half = Math.fround(1 / Math.sqrt(2));
    const [byX, byY] = await scores(["x", "y", "z"]);
    expect([byX[2], byY[2]]).toEqual([half, 0]);
    const [xLater, yEarlier] = await scores(["y", "x", "z"]);
    expect([xLater[2], yEarlier[2]]).toEqual([0, half]);
  });

  it("gives what sorting all similarities gives, for any world and settings", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 25 }),
        fc.record({
          similarity: fc.constantFrom(
            "cosine" as const,
            "jaccard" as const,
            "conditionalProbability" as const,
          ),
          neighbours: fc.integer({ min: 1, max: 8 }),
          shrinkage: fc.constantFrom(0, 0.5, 10),
        }),
        async (seed, numUsers, numItems, settings) => {
          const toy = randomWorld(seed, numUsers, numItems);
          const scores = await scoresOf(itemKnn({ ...toy, ...settings }), usersOf(toy));
          const expected = plainScores(toy, settings);
          expect(scores).toEqual(expected.map((row) => [...Float32Array.from(row)]));
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each([
    [{ neighbours: 0 }, "neighbours must be a whole number of at least 1, got 0."],
    [{ neighbours: 1.5 }, "neighbours must be a whole number of at least 1, got 1.5."],
    [{ shrinkage: -1 }, "shrinkage must be a finite number from 0, got -1."],
    [{ shrinkage: Number.NaN }, "shrinkage must be a finite number from 0, got NaN."],
    [{ similarity: "dice" as "cosine" }, /similarity must be one of "cosine", "jaccard"/],
  ])("refuses %o", (bad, message) => {
    expect(() => itemKnn({ ...world, ...bad })).toThrow(message);
  });
});
