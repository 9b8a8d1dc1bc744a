import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { search } from "./search.js";
import { TrialLog } from "./trial-log.js";

const trialOf = (trial: number) => ({ trial, settings: {}, measures: [], seconds: 0 });

describe("search", () => {
  it("does each trial that the log lacks once, and not more at a time than it may", async () => {
    const log = await TrialLog.open(temporaryFolder(), {});
    await log.add(trialOf(1));
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await search({
      trials: 6,
      jobs: 2,
      log,
      async run(trial) {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running--;
        done.push(trial);
        return trialOf(trial);
      },
      onTrial: () => {},
    });
    expect(done.sort()).toEqual([0, 2, 3, 4, 5]);
    expect(most).toBe(2);
    expect(log.first(6)).toHaveLength(6);
  });

  it("keeps what was done when a trial breaks off, and says why", async () => {
    const log = await TrialLog.open(temporaryFolder(), {});
    const run = async (trial: number) => {
      if (trial === 2) throw new Error("no memory left");
      return trialOf(trial);
    };
    const broken = search({ trials: 9, jobs: 1, log, run, onTrial: () => {} });
    await expect(broken).rejects.toThrow("no memory left");
    expect(log.first(9).map(({ trial }) => trial)).toEqual([0, 1]);
  });
});
