import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { expectBetween, trainedOnRealData } from "../../test/real.js";
import { run } from "../../test/run.js";

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: context-baseline", () => {
  const { dir, report } = trainedOnRealData("context-baseline");

  it("comes to the tutorial's figures without the time", () => {
    const { train, test, split } = report();
    expect(split).toEqual({ kind: "tutorial", train: 80_000, test: 20_000, seed: null });
    expectBetween(train.top_k["100"], 0.295, 0.32);
    expectBetween(test.top_k["100"], 0.205, 0.235);
  });

  it("gives the same figures from the bundle alone", async () => {
    const { stdout } = await run("evaluate", dir, "--json", "-");
    const { test, testSeenExcluded } = report();
    expect(JSON.parse(stdout)).toMatchObject({ test, testSeenExcluded });
  }, 60_000);
});
