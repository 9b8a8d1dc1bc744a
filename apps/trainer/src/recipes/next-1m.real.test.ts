import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { expectBetween, trainedOnRealData } from "../../test/real.js";

describe.skipIf(!dataDir("ml-1m"))("real ML-1M: next-1m", () => {
  // One of its epochs: the whole of it is for the figures.
  const { report } = trainedOnRealData("next-1m", "--epochs", "1", "--no-interactions");

  it("guesses each user's last film", () => {
    const { split } = report();
    expect([split.train, split.test]).toEqual([994_169, 6040]);
  });

  it("has it among the first ten five times as often as popularity, after one epoch", () => {
    const { testSeenExcluded, baselines } = report();
    const { recall } = baselines.popularity.testSeenExcluded;
    expectBetween(testSeenExcluded.recall["10"], 5 * recall["10"], 0.3);
  });
});
