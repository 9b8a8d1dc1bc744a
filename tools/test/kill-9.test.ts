import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { killAgainAndAgain } from "../src/kill-9/kill-again-and-again.js";
import { createTraining } from "../src/kill-9/training.js";
import { repositoryRoot } from "../src/workspaces.js";

const command = [join(repositoryRoot, "apps/trainer/bin/towerkit.js")];

// `npm run figures -- --only kill-9` kills 200 times.
describe("a training that is killed at random moments and resumed", () => {
  it("ends with the bits of an undisturbed one", async () => {
    const training = createTraining({ command, folder: temporaryFolder(), epochs: 40 });
    const { kills, faults } = await killAgainAndAgain({ training, kills: 4, seed: 7 });
    expect(faults).toEqual([]);
    expect(kills).toBe(4);
  }, 120_000);

  it("is told apart from one that ends with other bits", async () => {
    const training = createTraining({ command, folder: temporaryFolder(), epochs: 2 });
    let runs = 0;
    const broken = {
      ...training,
      run: async (killAfter?: number) => {
        const ended = await training.run(killAfter);
        const manifest = join(training.out, "manifest.json");
        if (runs++ > 0) writeFileSync(manifest, `${readFileSync(manifest, "utf8")} `);
        return ended;
      },
    };
    const { faults } = await killAgainAndAgain({ training: broken, kills: 1, seed: 7 });
    expect(faults[0]).toMatch(/a run ended with \w+ and not with \w+/);
  }, 120_000);
});
