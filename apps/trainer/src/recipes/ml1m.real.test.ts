import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { expectBetween, trainedOnRealData } from "../../test/real.js";
import { run } from "../../test/run.js";

describe.skipIf(!dataDir("ml-1m"))("real ML-1M: ml1m, after its first epoch", () => {
  const { dir, report, stdout } = trainedOnRealData("ml1m", "--epochs", "1");

  it("shows train rows, honest test rows, and both as the notebook mixed them", () => {
    const { train, test, mixture, split } = report();
    expect(split).toEqual({ kind: "random", train: 750_157, test: 250_052, seed: 42 });
    expectBetween(test.top_k["100"], 0.16, 0.175);
    const mixed = 0.75 * train.top_k["100"] + 0.25 * test.top_k["100"];
    expect(mixture).toMatchObject({ shareOfTrainRows: 0.75 });
    expect(mixture?.top_k["100"]).toBeCloseTo(mixed, 12);
    expect(stdout()).toMatch(/^0\.75 train rows, 0\.25 test rows, as the source mixed them$/m);
  });

  it("validates after the epoch, on the rows that it tests in the end", () => {
    const { epochs, test, train } = report();
    expect(epochs).toHaveLength(1);
    expect(epochs[0]?.validation?.top_k).toEqual(test.top_k);
    expect(epochs[0]?.train?.top_k).toEqual(train.top_k);
    expect(epochs[0]?.validation?.loss).toBeLessThan(9.01);
  });

  it("is not what ml1m-tuned goes on from, wherever it lies", async () => {
    const beside = join(dirname(dir), "ml1m-wide");
    await cp(dir, beside, { recursive: true });
    const out = join(dirname(dir), "tuned");
    const data = ["--data-dir", dataDir() ?? ""];
    const { exitCode, stderr } = await run("train", "ml1m-tuned", ...data, "--out", out);
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/ml1m-wide is not ml1m-wide of seed 42 on the split of seed 42; choose/);
  }, 60_000);
});
