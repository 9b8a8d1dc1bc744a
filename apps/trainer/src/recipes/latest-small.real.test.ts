import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { expectBetween, trainedOnRealData } from "../../test/real.js";

describe.skipIf(!dataDir("ml-latest-small"))("real MovieLens latest-small: latest-small", () => {
  const { stdout, report } = trainedOnRealData("latest-small");

  it("stands at least .02 above popularity", () => {
    const { test, baselines, dataset, split } = report();
    expect({ dataset, split }).toEqual({
      dataset: "latest-small",
      split: { kind: "random", train: 80_836, test: 20_000, seed: 42 },
    });
    expectBetween(test.top_k["100"], baselines.popularity.test.top_k["100"] + 0.02, 0.21);
  });

  it("tells films apart that cleaning gave one title, and says which", () => {
    expect(report().counts.mergedCandidates).toBe(0);
    expect(stdout()).toMatch(/^Cleaning made 251 titles of 527; ids and years tell/m);
    expect(stdout()).toMatch(/^"Hamlet" was Hamlet \(\d{4}\), .*\.$/m);
  });
});
