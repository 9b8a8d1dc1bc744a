import { createRuntime } from "@towerkit/kernels";
import type { ScorerVectors } from "@towerkit/retrieval";
import { describe, expect, it } from "vitest";
import {
  chosen,
  randomWorld,
  scoresOf,
  usersOf,
  type World,
  worldOf,
} from "../../test/interactions.js";
import { implicitAls } from "./implicit-als.js";
import type { ImplicitAlsOptions } from "./options.js";

const world = randomWorld(3, 40, 25);
const settings = { dim: 4, unobservedWeight: 0.2, regularization: 0.02, epochs: 3 };

/** The paper's objective, in plain float64. */
async function objective(
  toy: World,
  asked: Required<Pick<ImplicitAlsOptions, "epochs">> & Partial<ImplicitAlsOptions>,
) {
  const {
    unobservedWeight: a = 0.2,
    regularization = 0.02,
    regularizationExponent: nu = 1,
  } = asked;
  const scorer = await implicitAls({ ...toy, ...settings, ...asked });
  const { dim, candidates, embed } = scorer.vectors as ScorerVectors;
  const users = await embed(usersOf(toy));
  const x = chosen(toy);
  const row = (vectors: Float32Array, i: number) => [
    ...vectors.subarray(i * dim, (i + 1) * dim - 1),
  ];
  const dot = (u: number[], v: number[]) => u.reduce((sum, value, d) => sum + value * v[d], 0);
  let loss = 0;
  for (const [u, own] of x.entries()) {
    for (const [i, one] of own.entries()) {
      const score = dot(row(users, u), row(candidates, i));
      loss += one * (score - 1) ** 2 + a * score ** 2;
    }
    const part = own.reduce((sum, one) => sum + one, 0) + a * own.length;
    loss += regularization * part ** nu * dot(row(users, u), row(users, u));
  }
  for (const i of toy.candidateIds.keys()) {
    const part = x.reduce((sum, own) => sum + own[i], 0) + a * x.length;
    loss += regularization * part ** nu * dot(row(candidates, i), row(candidates, i));
  }
  return loss;
}

describe("implicitAls", () => {
  it("ends at the score that is worked out by hand for one user and one item", async () => {
    // At rest u² = i² = s with s · (1 + α) + λ · (1 + α) = 1, so that s = 1 / 1.25 − 0.2 = 0.6.
    const one = worldOf([["ann", "x"]], ["x"]);
    const scorer = await implicitAls({
      ...one,
      ...{ dim: 1, epochs: 60, unobservedWeight: 0.25, regularization: 0.2 },
    });
    const [[score]] = await scoresOf(scorer, [{ user_id: "ann" }]);
    expect(scorer.name).toBe("implicitAls");
    expect(score).toBeCloseTo(0.6, 5);
  });

  it.each([0, 0.5, 1])("makes its objective smaller with every epoch, exponent %s", async (nu) => {
    const losses: number[] = [];
    for (const epochs of [1, 2, 3, 4, 8, 16]) {
      losses.push(await objective(world, { epochs, regularizationExponent: nu }));
    }
    for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThan(losses[i - 1]);
  });

  it("finds two groups of users who share no item", async () => {
    const rows = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((user) => {
      const group = user % 2;
      return [0, 1, 2].filter((i) => i !== user % 3).map((i) => [user, group * 3 + i] as const);
    });
    const toy = worldOf(rows, [0, 1, 2, 3, 4, 5]);
    const scorer = await implicitAls({ ...toy, ...settings, dim: 2, epochs: 20 });
    for (const [user, row] of (await scoresOf(scorer, usersOf(toy))).entries()) {
      const [own, other] = [user % 2, 1 - (user % 2)].map((g) => row.slice(g * 3, g * 3 + 3));
      expect(Math.min(...(own as number[]))).toBeGreaterThan(
        Math.max(...(other as number[])) + 0.3,
      );
    }
  });

  it("gives the same bits for a seed on any number of threads, and others for another seed", async () => {
    const toy = randomWorld(4, 300, 200);
    const asked = { ...toy, ...settings, dim: 40 };
    const [alone, together, other] = await Promise.all(
      [{ threads: 1 }, { threads: 2 }, { threads: 1, seed: 43 }].map(async ({ threads, seed }) => {
        const runtime = await createRuntime({ threads });
        const scorer = await implicitAls({ ...asked, runtime, seed });
        const scores = await scoresOf(scorer, usersOf(toy));
        await runtime.close();
        return scores;
      }),
    );
    expect(together).toEqual(alone);
    expect(other).not.toEqual(alone);
  });

  it("keeps the bits that a seed gave in earlier versions", async () => {
    const toy = worldOf(
      [
        ["ann", "x"],
        ["ann", "y"],
        ["bob", "x"],
      ],
      ["x", "y", "z"],
    );
    const asked = { dim: 2, epochs: 2, unobservedWeight: 0.1, regularization: 0.003, seed: 42 };
    const scores = await scoresOf(await implicitAls({ ...toy, ...asked }), usersOf(toy));
    expect(scores).toEqual([
      [0.9089566469192505, 0.9090014696121216, 0],
      [0.9082881212234497, 0.007990598678588867, 0],
    ]);
  });

  it("ends with users that fit the final items", async () => {
    const long = await implicitAls({ ...world, ...settings, epochs: 200 });
    const longer = await implicitAls({ ...world, ...settings, epochs: 201 });
    const scores = (await scoresOf(long, usersOf(world))).flat();
    const later = (await scoresOf(longer, usersOf(world))).flat();
    const furthest = scores.reduce((most, s, i) => Math.max(most, Math.abs(s - later[i])), 0);
    expect(furthest).toBeLessThan(1e-3);
  });

  it("scores an item that nobody chose 0", async () => {
    const toy = { ...world, candidateIds: [...world.candidateIds, "new"] };
    for (const scores of await scoresOf(await implicitAls({ ...toy, ...settings }), usersOf(toy))) {
      expect(scores.at(-1)).toBe(0);
    }
  });

  it.each([
    [{ dim: 0 }, "dim must be a whole number of at least 1, got 0."],
    [{ epochs: 1.5 }, "epochs must be a whole number of at least 1, got 1.5."],
    [{ unobservedWeight: 0 }, "unobservedWeight must be a finite number above 0, got 0."],
    [{ regularization: Number.NaN }, "regularization must be a finite number above 0, got NaN."],
    [
      { regularizationExponent: -1 },
      "regularizationExponent must be a number from 0 to 1, got -1.",
    ],
    [
      { regularizationExponent: Number.NaN },
      "regularizationExponent must be a number from 0 to 1, got NaN.",
    ],
    [{ seed: -1 }, "seed must be a whole number of at least 0, got -1."],
  ])("refuses %o", async (bad, message) => {
    await expect(implicitAls({ ...world, ...bad })).rejects.toThrow(message);
  });
});
