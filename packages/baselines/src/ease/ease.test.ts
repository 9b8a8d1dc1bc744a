import { ConfigError } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
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
import { identity, solvePlainly } from "../../test/solve-plainly.js";
import { ease } from "./ease.js";

/** X · B by the paper's formula, in plain float64. */
function plainScores(world: World, regularization: number): number[][] {
  const x = chosen(world);
  const size = world.candidateIds.length;
  const gram = identity(size).map((row, i) =>
    row.map((one, j) => one * regularization + x.reduce((sum, user) => sum + user[i] * user[j], 0)),
  );
  const p = solvePlainly(gram, identity(size));
  const b = p.map((row, i) => row.map((value, j) => (i === j ? 0 : -value / p[j][j])));
  return x.map((user) =>
    world.candidateIds.map((_, j) => user.reduce((sum, one, i) => sum + one * b[i][j], 0)),
  );
}

describe("ease", () => {
  it("gives the scores that are worked out by hand", async () => {
    const world = worldOf(
      [
        ["ann", "x"],
        ["ann", "y"],
        ["bob", "x"],
      ],
      ["x", "y"],
    );
    const scorer = await ease({ ...world, regularization: 1 });
    // XᵀX + I = [[3, 1], [1, 2]], its inverse [[2, −1], [−1, 3]] / 5, so B(x, y) = 1/3 and B(y, x) = 1/2.
    const [ann, bob] = await scoresOf(scorer, usersOf(world));
    expect([scorer.name, scorer.numCandidates]).toEqual(["ease", 2]);
    expect(ann[0]).toBeCloseTo(1 / 2, 6);
    expect(ann[1]).toBeCloseTo(1 / 3, 6);
    expect(bob[0]).toBe(0);
    expect(bob[1]).toBeCloseTo(1 / 3, 6);
  });

  it("gives the scores of a plain float64 solution, within 1e-5, and 4e-5 where λ is ½", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0.5, 3, 50),
        async (seed, numUsers, numItems, regularization) => {
          const world = randomWorld(seed, numUsers, numItems);
          const scores = await scoresOf(await ease({ ...world, regularization }), usersOf(world));
          const expected = plainScores(world, regularization).flat();
          const tolerance = regularization < 1 ? 4e-5 : 1e-5;
          for (const [i, score] of scores.flat().entries()) {
            expect(Math.abs(score - expected[i])).toBeLessThan(tolerance);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([
    ["items", 300, 200],
    ["users", 200, 300],
  ])(
    "gives the scores of a plain float64 solution across several blocks of %s",
    async (_, ...size) => {
      const world = randomWorld(1, ...size);
      const scores = await scoresOf(await ease({ ...world, regularization: 4 }), usersOf(world));
      const expected = plainScores(world, 4).flat();
      const worst = scores
        .flat()
        .reduce((most, s, i) => Math.max(most, Math.abs(s - expected[i])), 0);
      expect(worst).toBeLessThan(1e-5);
    },
  );

  it.each([
    [700, 300],
    [300, 700],
  ])("gives the same bits on any number of threads, for %i users and %i items", async (...size) => {
    const world = randomWorld(2, ...size);
    const [alone, together] = await Promise.all(
      [1, 2].map(async (threads) => {
        const runtime = await createRuntime({ threads });
        const scores = await scoresOf(await ease({ ...world, runtime }), usersOf(world));
        await runtime.close();
        return scores;
      }),
    );
    expect(together).toEqual(alone);
  });

  it("scores an item that nobody chose 0", async () => {
    const world = worldOf(
      [
        ["ann", "x"],
        ["ann", "y"],
        ["bob", "y"],
      ],
      ["x", "new", "y"],
    );
    for (const scores of await scoresOf(await ease(world), usersOf(world))) {
      expect(scores[1]).toBe(0);
    }
  });

  it.each([0, -1, Number.NaN, Infinity, "1"])("refuses the regularization %s", async (bad) => {
    const world = worldOf([["ann", "x"]], ["x"]);
    await expect(ease({ ...world, regularization: bad as number })).rejects.toThrow(
      "regularization must be a finite number above 0",
    );
  });

  it("refuses a catalogue whose square is too large, before any work", async () => {
    const candidateIds = Array.from({ length: 16_385 }, (_, i) => i);
    await expect(ease({ ...worldOf([["ann", 1]], candidateIds) })).rejects.toThrow(
      new ConfigError(
        "candidateIds names 16385 items; EASE needs memory for their square, and takes at most 16384.",
      ),
    );
  });
});
