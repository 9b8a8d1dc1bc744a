import { createRuntime, type Runtime } from "@towerkit/kernels";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chosen, randomWorld, type World, worldOf } from "../../test/interactions.js";
import { readInteractions } from "../interactions/interactions.js";
import { itemWeights } from "./item-weights.js";
import { userScores } from "./user-scores.js";

/** X · B, with B solved for from the items' side. */
function scoresFromItems(world: World, regularization: number, runtime: Runtime): number[] {
  const stripes = itemWeights(readInteractions(world), regularization, runtime);
  return chosen(world).flatMap((user) =>
    stripes.flatMap(({ columns, table }) =>
      Array.from({ length: columns }, (_, c) =>
        user.reduce((sum, one, item) => sum + one * table[item * columns + c], 0),
      ),
    ),
  );
}

describe("userScores", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await createRuntime({ threads: 1 });
  });
  afterAll(() => runtime.close());

  it("gives the scores that are worked out by hand", () => {
    const world = worldOf(
      [
        ["ann", "x"],
        ["ann", "y"],
        ["bob", "x"],
      ],
      ["x", "new", "y"],
    );
    // XXᵀ + I = [[3, 1], [1, 2]], its inverse [[2, −1], [−1, 3]] / 5. K⁻¹X = [[1, 0, 2], [2, 0, −1]] / 5 and
    // diag(P) = [2/5, 1, 3/5], so that X − K⁻¹X / diag(P) is [[1/2, 0, 1/3], [0, 0, 1/3]].
    const scores = userScores(readInteractions(world), 1, runtime);
    const expected = [1 / 2, 0, 1 / 3, 0, 0, 1 / 3];
    expect(scores).toHaveLength(expected.length);
    for (const [i, score] of expected.entries()) expect(scores[i]).toBeCloseTo(score, 6);
  });

  it("gives what is solved for from the items' side, within 1e-5", () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(3, 50, 500),
        (seed, numUsers, more, regularization) => {
          const world = randomWorld(seed, numUsers, numUsers + more);
          const scores = userScores(readInteractions(world), regularization, runtime);
          const expected = scoresFromItems(world, regularization, runtime);
          expect(scores).toHaveLength(expected.length);
          for (const [i, score] of scores.entries()) {
            expect(Math.abs(score - expected[i])).toBeLessThan(1e-5);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives what is solved for from the items' side across several blocks of users", () => {
    const world = randomWorld(3, 300, 400);
    const scores = userScores(readInteractions(world), 4, runtime);
    const expected = scoresFromItems(world, 4, runtime);
    const worst = scores.reduce((most, s, i) => Math.max(most, Math.abs(s - expected[i])), 0);
    expect(worst).toBeLessThan(1e-5);
  });
});
