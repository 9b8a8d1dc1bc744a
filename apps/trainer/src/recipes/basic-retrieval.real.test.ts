import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { expectBetween, trainedOnRealData } from "../../test/real.js";
import { run } from "../../test/run.js";

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: basic-retrieval", () => {
  const { dir, report } = trainedOnRealData("basic-retrieval");

  it("comes to the tutorial's figures", () => {
    const { test, split, counts } = report();
    expect(split).toEqual({ kind: "tutorial", train: 80_000, test: 20_000, seed: null });
    expect(counts.mergedCandidates).toBe(18);
    expectBetween(test.top_k["1"], 0.001, 0.0025);
    expect(test.top_k["10"]).toBeGreaterThanOrEqual(0.019);
    expectBetween(test.top_k["100"], 0.225, 0.245);
  });

  it("shows plain popularity above it, at .2989 and .41", () => {
    const { popularity, random } = report().baselines;
    expect(popularity.test.top_k["100"]).toBe(0.2989);
    // Counts tie often: .4096 with ties in the order of titles, .4113 where the true film wins them.
    expect(popularity.testSeenExcluded.top_k["100"]).toBe(0.4113);
    expectBetween(random.test.top_k["100"], 0.055, 0.065);
  });

  it("gives the same figures from the bundle alone, by the tutorial's rule for ties", async () => {
    const { stdout } = await run("evaluate", dir, "--json", "-");
    const { test, testSeenExcluded } = report();
    expect(JSON.parse(stdout)).toMatchObject({ test, testSeenExcluded });
  }, 60_000);
});
