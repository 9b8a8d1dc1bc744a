import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { expectBetween, trainedOnRealData } from "../../test/real.js";
import { run } from "../../test/run.js";

describe.skipIf(!dataDir("ml-100k"))("real ML-100K: context-features", () => {
  const { dir, report } = trainedOnRealData("context-features");

  it("comes to the tutorial's figures with the time", () => {
    const { train, test, split } = report();
    expect(split).toEqual({ kind: "tutorial", train: 80_000, test: 20_000, seed: null });
    expectBetween(train.top_k["100"], 0.36, 0.385);
    expectBetween(test.top_k["100"], 0.24, 0.265);
  });

  it("gives the same figures from the bundle alone", async () => {
    const { stdout } = await run("evaluate", dir, "--json", "-");
    const { test, testSeenExcluded } = report();
    expect(JSON.parse(stdout)).toMatchObject({ test, testSeenExcluded });
  }, 60_000);

  it("recommends from its bundle, the time taken from the user's last train row", async () => {
    const asked = ["recommend", dir, "--user", "42", "--exclude-seen"];
    const { exitCode, stdout, stderr } = await run(...asked, "--json", "-");
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/from the last train row of user_id 42: .*timestamp/);
    expect(JSON.parse(stdout).items).toHaveLength(10);
  }, 60_000);
});
