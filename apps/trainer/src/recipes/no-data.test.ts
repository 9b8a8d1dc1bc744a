import { join } from "node:path";
import { NoDataError } from "@towerkit/datasets";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it, vi } from "vitest";
import { readJson } from "../../test/json.js";
import { run } from "../../test/run.js";
import { trainSchema } from "../schema/train.js";

vi.mock("@towerkit/datasets", async (importOriginal) => ({
  ...(await importOriginal<object>()),
  movielens: async () => {
    throw new NoDataError("there is no MovieLens folder, no cached copy and no network.");
  },
}));

describe("with no data and no network", () => {
  it("quickstart says first that its data is made, and learns from it", async () => {
    const out = join(temporaryFolder(), "bundle");
    const { exitCode, stdout } = await run("train", "quickstart", "--out", out);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Synthetic data: /);
    const report = await readJson(join(out, "report.json"), trainSchema);
    expect(report).toMatchObject({ dataset: "synthetic", synthetic: true });
    const { test, baselines } = report;
    const top100 = test.top_k["100"];
    expect(top100).toBeGreaterThanOrEqual(1.2 * baselines.popularity.test.top_k["100"]);
    expect(top100).toBeGreaterThanOrEqual(5 * baselines.random.test.top_k["100"]);
  }, 300_000);

  it.each([[["train", "basic-retrieval"]], [["data", "100k"]]])(
    "%j falls back on nothing",
    async (argv) => {
      expect(await run(...argv)).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: "towerkit: there is no MovieLens folder, no cached copy and no network.\n",
      });
    },
  );
});
