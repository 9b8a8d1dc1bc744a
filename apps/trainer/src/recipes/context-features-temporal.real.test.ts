import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { trainedOnRealData } from "../../test/real.js";

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: context-features-temporal", () => {
  const { report } = trainedOnRealData("context-features-temporal");

  it("tests on later ratings, and falls far below popularity there", () => {
    const { split, train, test, baselines, counts } = report();
    // Rows of one second stay together.
    expect(split).toEqual({ kind: "temporal", train: 79_999, test: 20_001, seed: null });
    expect(counts.outOfVocabulary).toBeGreaterThan(10_000);
    expect(train.top_k["100"]).toBeGreaterThan(0.3);
    expect(test.top_k["100"]).toBeLessThan(0.5 * baselines.popularity.test.top_k["100"]);
  });
});

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: context-features-calendar", () => {
  const { report } = trainedOnRealData("context-features-calendar");

  it("keeps more of what it learnt, as hours and days come again", () => {
    expect(report().test.top_k["100"]).toBeGreaterThan(0.13);
  });
});
