import { join } from "node:path";
import { writeToyMovieLens } from "@towerkit/datasets/testing";
import { temporaryFolder } from "@towerkit/test-utils";
import { beforeAll } from "vitest";
import { type Run, run } from "./run.js";

/** 60 users, 45 films, 1,500 ratings: small enough to train in a blink, with a user 42. */
const SIZE = { users: 60, items: 45, rows: 1_500 };

/** Writes a made data set before the tests of a file run, and tells where it will be. */
export function toyDataDir(): string {
  const dir = temporaryFolder();
  beforeAll(() => writeToyMovieLens(dir, SIZE));
  return dir;
}

/** Trains `quickstart` on made data before the tests of a file run. */
export function toyBundle(...options: readonly string[]): { dir: string; training(): Run } {
  const dataDir = toyDataDir();
  const dir = join(temporaryFolder(), "bundle");
  let training: Run;
  beforeAll(async () => {
    training = await run("train", "quickstart", "--data-dir", dataDir, "--out", dir, ...options);
    if (training.exitCode !== 0) throw new Error(training.stderr);
  });
  return { dir, training: () => training };
}
