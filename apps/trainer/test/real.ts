import { join } from "node:path";
import { dataDir, temporaryFolder } from "@towerkit/test-utils";
import { beforeAll, expect } from "vitest";
import { type TrainReport, trainSchema } from "../src/schema/train.js";
import { readJson } from "./json.js";
import { run } from "./run.js";

const MINUTES = 60_000;

/** A recipe's bundle, what it printed and its report. */
export interface TrainedOnRealData {
  readonly dir: string;
  stdout(): string;
  report(): TrainReport;
}

/** Trains a recipe on the real data before the tests of a block. */
export function trainedOnRealData(
  recipe: string,
  ...options: readonly string[]
): TrainedOnRealData {
  const dir = join(temporaryFolder(), "bundle");
  let printed: string;
  let report: TrainReport;
  beforeAll(async () => {
    const { exitCode, stdout, stderr } = await run(
      ...["train", recipe, "--data-dir", dataDir() ?? "", "--out", dir, ...options],
    );
    if (exitCode !== 0) throw new Error(stderr);
    printed = stdout;
    report = await readJson(join(dir, "report.json"), trainSchema);
  }, 10 * MINUTES);
  return { dir, stdout: () => printed, report: () => report };
}

/** Expects a figure to lie in a range, both ends included. */
export function expectBetween(value: number, low: number, high: number): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}
