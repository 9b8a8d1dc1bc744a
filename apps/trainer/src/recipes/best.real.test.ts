import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { expectBetween, trainedOnRealData } from "../../test/real.js";

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: best-100k", () => {
  // A fifth of its epochs: the whole of it is for the figures.
  const { stdout, report } = trainedOnRealData("best-100k", "--epochs", "20");

  it("is far above popularity early on, where seen films are left out", () => {
    const { testSeenExcluded, baselines } = report();
    const { top_k } = baselines.popularity.testSeenExcluded;
    expectBetween(testSeenExcluded.top_k["100"], top_k["100"] + 0.08, 0.64);
  });

  it("says what the query tower reads", () => {
    expect(stdout()).toMatch(
      /^The query tower reads the films of user_id in the train rows, nothing/m,
    );
  });
});

describe.skipIf(!dataDir("ml-1m"))("real ML-1M: best-1m", () => {
  // Two of its epochs, for the same reason.
  const { report } = trainedOnRealData("best-1m", "--epochs", "2");

  it("is above popularity after two epochs, where seen films are left out", () => {
    const { testSeenExcluded, baselines } = report();
    const { top_k } = baselines.popularity.testSeenExcluded;
    expectBetween(testSeenExcluded.top_k["100"], top_k["100"] + 0.05, 0.465);
  });
});
