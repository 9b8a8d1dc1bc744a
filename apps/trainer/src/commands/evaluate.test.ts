import { join } from "node:path";
import { writeToyMovieLens } from "@towerkit/datasets/testing";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { readJson } from "../../test/json.js";
import { run } from "../../test/run.js";
import { toyBundle } from "../../test/toy.js";
import { evaluateSchema } from "../schema/evaluate.js";
import { trainSchema } from "../schema/train.js";

const trained = toyBundle();
const bare = toyBundle("--no-interactions");

const modelRows = (text: string) => text.match(/^ {2}model.*$/gm);

describe("towerkit evaluate", () => {
  it("prints the figures of the training run from the bundle alone", async () => {
    const { exitCode, stdout } = await run("evaluate", trained.dir, "--exclude-seen");
    expect(exitCode).toBe(0);
    const [test, testSeenExcluded] = modelRows(trained.training().stdout) ?? [];
    expect(modelRows(stdout)).toEqual([test, testSeenExcluded]);
  });

  it("prints the ranking of all items alone without --exclude-seen", async () => {
    expect(modelRows((await run("evaluate", trained.dir)).stdout)).toHaveLength(1);
  });

  it("gives the same JSON as training, to the last digit", async () => {
    const json = join(temporaryFolder(), "evaluation.json");
    await run("evaluate", trained.dir, "--json", json);
    const { test, testSeenExcluded, counts } = await readJson(
      join(trained.dir, "report.json"),
      trainSchema,
    );
    expect(await readJson(json, evaluateSchema)).toEqual({
      schema: 1,
      test,
      testSeenExcluded,
      counts,
    });
  });

  it("says that a recipe left more out of lists than its bundle holds, and only then", async () => {
    const [dataDir, dir] = [temporaryFolder(), join(temporaryFolder(), "bundle")];
    await writeToyMovieLens(dataDir, { dataset: "1m", users: 60, items: 45, rows: 1_500 });
    const recipe = ["best-1m-per-user", "--epochs", "1", "--data-dir", dataDir];
    expect((await run("train", ...recipe, "--out", dir)).exitCode).toBe(0);
    const { split, testSeenExcluded } = await readJson(join(dir, "report.json"), trainSchema);
    const json = join(temporaryFolder(), "evaluation.json");
    const { stderr } = await run("evaluate", dir, "--json", json);
    const validationRows = 1_500 - split.train - split.test;
    expect(stderr).toMatch(
      new RegExp(`^note: .* ${validationRows} validation rows .* lower .*\n$`),
    );
    const again = await readJson(json, evaluateSchema);
    expect(again.testSeenExcluded.recall["10"]).toBeLessThan(testSeenExcluded.recall["10"]);
    expect((await run("evaluate", trained.dir)).stderr).toBe("");
  });

  it("exits 2 and says why where the bundle has no interactions", async () => {
    const { exitCode, stderr } = await run("evaluate", bare.dir);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^towerkit: [^\n]*--no-interactions[^\n]*\n$/);
  });

  it("names the folder that holds no bundle", async () => {
    const { exitCode, stderr } = await run("evaluate", "no-such-bundle");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^towerkit: [^\n]*no-such-bundle[^\n]*\n$/);
  });
});
