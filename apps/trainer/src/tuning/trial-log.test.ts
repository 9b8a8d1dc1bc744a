import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { TrialLog } from "./trial-log.js";

const identity = { recipe: "tiny", seed: 1 };
const trialOf = (trial: number) => ({
  trial,
  settings: { width: trial },
  measures: [{ epochs: 1, top100: 0.1, top100Unseen: 0.2 }],
  seconds: 1,
});

describe("a log of trials", () => {
  it("gives the trials back by number, whatever their order, to whoever opens it again", async () => {
    const folder = temporaryFolder();
    const log = await TrialLog.open(folder, identity);
    for (const trial of [2, 0]) await log.add(trialOf(trial));
    const again = await TrialLog.open(folder, identity);
    expect(again.first(3)).toEqual([trialOf(0), trialOf(2)]);
    expect(again.first(2)).toEqual([trialOf(0)]);
    expect([again.has(1), again.has(2)]).toEqual([false, true]);
  });

  it("drops a last line that was not written whole, and writes the next one behind whole ones", async () => {
    const folder = temporaryFolder();
    await (await TrialLog.open(folder, identity)).add(trialOf(0));
    await appendFile(join(folder, "trials.jsonl"), '{"trial":1,"sett');
    const log = await TrialLog.open(folder, identity);
    expect(log.first(9)).toEqual([trialOf(0)]);
    await log.add(trialOf(1));
    const lines = (await readFile(join(folder, "trials.jsonl"), "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual([identity, trialOf(0), trialOf(1)]);
  });

  it("refuses the log of another search, and a line that is no trial, naming file and line", async () => {
    const folder = temporaryFolder();
    await (await TrialLog.open(folder, identity)).add(trialOf(0));
    await expect(TrialLog.open(folder, { ...identity, seed: 2 })).rejects.toThrow(
      /trials\.jsonl holds another search: it begins with .*"seed":1.*"seed":2.*--out/,
    );
    await appendFile(join(folder, "trials.jsonl"), "not JSON\n");
    await expect(TrialLog.open(folder, identity)).rejects.toThrow(
      /trials\.jsonl:3 is not a trial; delete the line/,
    );
  });
});
