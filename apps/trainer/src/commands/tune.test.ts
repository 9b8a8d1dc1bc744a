import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomSplit, synthetic } from "@towerkit/datasets";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { run } from "../../test/run.js";
import { createContext } from "../cli/context.js";
import { runSeenItemsTrial } from "../tuning/seen-items-trial.js";
import type { Tunable } from "../tuning/tunable.js";
import { tuneWith } from "./tune.js";

const fixed = { hidden: 0.5, seenL2: 0.01, candidateL2: 0.01, learningRate: 0.05 };

/** A search on two thousand made rows. */
const tiny: Tunable = {
  name: "tiny",
  space: { width: [2, 4, 8], batchSize: [512, 1024] },
  epochs: [1, 2],
  async load() {
    const { ratings, movies, digest } = synthetic();
    const few = randomSplit(ratings, { test: 2000, seed: 1 }).test;
    const { train, test: validation } = randomSplit(few, { test: 200, seed: 1 });
    return { digest, train, validation, candidates: movies };
  },
  run: (data, { width = 0, batchSize = 0 }, how) =>
    runSeenItemsTrial(data, { ...fixed, width, batchSize }, { ...how, itemKey: "movie_title" }),
};

async function tuned(out: string, trials: number): Promise<{ stdout: string; stderr: string }> {
  let stdout = "";
  let stderr = "";
  const io = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const context = await createContext(io, { seed: 3, json: join(out, "tuned.json") });
  await tuneWith(context, { trials, jobs: 1, out }, tiny);
  return { stdout, stderr };
}

describe("towerkit tune", () => {
  it("prints the same tables where it went on from a search that was broken off", async () => {
    const [whole, broken] = [temporaryFolder(), temporaryFolder()];
    const { stdout, stderr } = await tuned(whole, 3);
    expect(stdout).toMatch(/trial +top-100 +seen excluded +width +batchSize +epochs/);
    expect(stderr).toMatch(/trial 3 of 3: at best 0\.\d{4}, 0\.\d{4} seen excluded/);
    const log = await readFile(join(whole, "trials.jsonl"), "utf8");
    const lines = log.split("\n");
    // Killed while the second trial was being written.
    await writeFile(join(broken, "trials.jsonl"), [...lines.slice(0, 2), "{"].join("\n"));
    const resumed = await tuned(broken, 3);
    expect(resumed.stdout).toBe(stdout);
    expect(resumed.stderr).not.toContain("trial 1 of 3");
    const best = async (folder: string) =>
      JSON.parse(await readFile(join(folder, "tuned.json"), "utf8")).best;
    expect(await best(broken)).toEqual(await best(whole));
  });

  it("names the recipes that it knows, where it does not know one", async () => {
    const { exitCode, stderr } = await run("tune", "quickstart");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/no settings to search of "quickstart"; there are of best-100k, /);
  });

  it("takes whole numbers of trials and jobs only", async () => {
    expect((await run("tune", "best-100k", "--trials", "0")).stderr).toContain("at least 1");
    expect((await run("tune", "best-100k", "--jobs", "x")).stderr).toContain("at least 1");
  });
});
