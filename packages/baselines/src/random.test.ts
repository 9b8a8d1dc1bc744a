import { ConfigError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { random } from "./random.js";

const candidateIds = Array.from({ length: 1664 }, (_, i) => `film ${i}`);
const users = Array.from({ length: 943 }, (_, i) => ({ user_id: String(i + 1) }));

async function scoresOf(queries: readonly { user_id: string | number }[], seed = 42) {
  const out = new Float32Array(queries.length * candidateIds.length);
  await random({ candidateIds, seed }).scores(queries, out);
  return queries.map((_, q) => out.slice(q * candidateIds.length, (q + 1) * candidateIds.length));
}

describe("random", () => {
  it("gives every query all ranks, so that no two scores are equal", async () => {
    const [scores] = await scoresOf([{ user_id: "7" }]);
    expect(Array.from(scores as Float32Array).sort((a, b) => a - b)).toEqual(
      candidateIds.map((_, i) => i),
    );
  });

  it("depends on the seed and the query's key, not on what else is scored, nor when", async () => {
    const [first, second] = await scoresOf([{ user_id: "1" }, { user_id: "2" }]);
    const [again, twice, other] = await scoresOf([
      { user_id: "2" },
      { user_id: 2 },
      { user_id: "3" },
    ]);
    expect(again).toEqual(second);
    expect(twice).toEqual(second);
    expect(first).not.toEqual(second);
    expect(other).not.toEqual(second);
    expect(await scoresOf([{ user_id: "1" }], 43)).not.toEqual([first]);
  });

  it("keeps the order that a seed gave in earlier versions", async () => {
    const out = new Float32Array(8);
    await random({ candidateIds: candidateIds.slice(0, 8), seed: 42 }).scores(
      [{ user_id: "1" }],
      out,
    );
    expect([...out]).toEqual([6, 3, 7, 5, 2, 0, 4, 1]);
  });

  it("puts a position into the top 100 of 1,664 in .060 of the cases, and in the middle on average", async () => {
    const scores = await scoresOf(users);
    for (const position of [0, 1, 831, 1662, 1663]) {
      // A score is the number of candidates behind, so 1,663 − score is the rank.
      const ranks = scores.map((row) => 1663 - (row[position] as number));
      const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
      const topHundred = ranks.filter((rank) => rank < 100).length / ranks.length;
      // Four standard errors: 1664 / sqrt(12 × 943) = 15.6 ranks, sqrt(.06 × .94 / 943) = .0077.
      expect(Math.abs(mean - 831.5)).toBeLessThan(4 * 15.6);
      expect(Math.abs(topHundred - 100 / 1664)).toBeLessThan(4 * 0.0077);
    }
  });

  it("spreads the ranks of all candidates evenly over the positions (chi-squared)", async () => {
    const scores = await scoresOf(users);
    const hits = new Float64Array(candidateIds.length);
    for (const row of scores) {
      for (const [c, score] of row.entries()) if (score >= 1564) hits[c] = (hits[c] as number) + 1;
    }
    const expected = (943 * 100) / 1664;
    const chiSquared = hits.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // Mean 1664 × (1 − 100 / 1664) = 1564, standard deviation about sqrt(2 × 1663) × (1 − 100 / 1664) = 54.
    expect(Math.abs(chiSquared - 1564)).toBeLessThan(4 * 54);
  });

  it("refuses a query without the key, naming it", async () => {
    const scorer = random({ candidateIds: ["a"], queryKey: "session" });
    await expect(
      scorer.scores([{ session: "x" }, { user_id: "1" }], new Float32Array(2)),
    ).rejects.toThrow(
      new ConfigError(
        'queries[1] must have a string or finite number under "session", got undefined.',
      ),
    );
  });

  it("refuses a bad seed, a catalogue that repeats an id, and an array of the wrong length", async () => {
    expect(() => random({ candidateIds: ["a"], seed: 1.5 })).toThrow(ConfigError);
    expect(() => random({ candidateIds: ["a", "a"] })).toThrow(ConfigError);
    await expect(
      random({ candidateIds: ["a"] }).scores([{ user_id: "1" }], new Float32Array(2)),
    ).rejects.toThrow(ConfigError);
  });
});
