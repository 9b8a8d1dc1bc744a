import { join } from "node:path";
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
