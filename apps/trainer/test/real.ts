import { join } from "node:path";
import { dataDir, temporaryFolder } from "@towerkit/test-utils";
import { beforeAll, expect } from "vitest";
import { type TrainReport, trainSchema } from "../src/schema/train.js";
import { readJson } from "./json.js";
import { run } from "./run.js";

const MINUTES = 60_000;

/** Trains a recipe on the real data before the tests of a block. */
export function trainedOnRealData(recipe: string): { dir: string; report(): TrainReport } {
  const dir = join(temporaryFolder(), "bundle");
  let report: TrainReport;
  beforeAll(async () => {
    const { exitCode, stderr } = await run(
      ...["train", recipe, "--data-dir", dataDir() ?? "", "--out", dir],
    );
    if (exitCode !== 0) throw new Error(stderr);
    report = await readJson(join(dir, "report.json"), trainSchema);
  }, 5 * MINUTES);
  return { dir, report: () => report };
}

/** Expects a figure to lie in a range, both ends included. */
export function expectBetween(value: number, low: number, high: number): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}
