import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { readJson } from "../../test/json.js";
import { run } from "../../test/run.js";
import { toyDataDir } from "../../test/toy.js";
import { type TrainReport, trainSchema } from "../schema/train.js";

const dataDir = toyDataDir();

async function train(...options: readonly string[]): Promise<TrainReport> {
  const out = join(temporaryFolder(), "bundle");
  const { exitCode, stderr } = await run(
    ...["train", "quickstart", "--data-dir", dataDir, "--out", out, ...options],
  );
  expect({ exitCode, lines: stderr.match(/^towerkit:.*/m) }).toEqual({ exitCode: 0, lines: null });
  return readJson(join(out, "report.json"), trainSchema);
}

/** What a report holds besides timings and places. */
function figuresOf({ epochs, fitSeconds, evalSeconds, bundle, ...figures }: TrainReport) {
  return { ...figures, losses: epochs.map(({ loss }) => loss), digest: bundle.digest };
}

describe("towerkit train", () => {
  it("prints the data, the losses, the metrics, five films for user 42, and what to do next", async () => {
    const out = join(temporaryFolder(), "bundle");
    const { exitCode, stdout, stderr } = await run(
      ...["train", "quickstart", "--data-dir", dataDir, "--out", out],
    );
    expect(exitCode).toBe(0);
    const [first] = stdout.split("\n");
    expect(first).toBe(
      `MovieLens 100k from ${join(dataDir, "ml-100k")}: 1,500 ratings of 45 films by 60 users.`,
    );
    expect(stdout).toMatch(/^epoch +loss a row +chance +time$/m);
    expect(stdout.match(/^ {2}(model|popularity|random)( +\d\.\d{5}){5}$/gm)).toHaveLength(7);
    expect(stdout.match(/^\d\. +-?\d+\.\d{4} {2}\S.*$/gm)).toHaveLength(5);
    expect(stdout).toContain(`The bundle is in ${out}`);
    expect(stdout).toContain("npm run demo");
    expect(stdout).toContain("towerkit train basic-retrieval");
    expect(stderr.match(/^epoch \d\/3: loss .* \(chance .*\)$/gm)).toHaveLength(3);
  });

  it("writes the same report where --json asks for it", async () => {
    const json = join(temporaryFolder(), "report.json");
    const report = await train("--json", json);
    expect(await readJson(json, trainSchema)).toEqual(report);
    expect(report).toMatchObject({
      recipe: "quickstart",
      dataset: "100k",
      synthetic: false,
      seed: 42,
      split: { kind: "random", train: 1200, test: 300, seed: 42 },
      engine: { name: "default" },
      counts: { unknownItems: 0 },
    });
    expect(report.epochs).toHaveLength(3);
  });

  it("gives the same figures and the same bundle for the same seed", async () => {
    const [first, second] = [await train("--seed", "7"), await train("--seed", "7")];
    expect(figuresOf(second)).toEqual(figuresOf(first));
  });

  it("moves weights and split by --seed, and holds the split by --split-seed", async () => {
    const [usual, moved, held] = [
      await train(),
      await train("--seed", "7"),
      await train("--seed", "7", "--split-seed", "42"),
    ];
    expect([moved.split.seed, held.split.seed]).toEqual([7, 42]);
    expect(moved.baselines.popularity).not.toEqual(usual.baselines.popularity);
    expect(held.baselines.popularity).toEqual(usual.baselines.popularity);
    expect(held.epochs).not.toEqual(usual.epochs);
  });

  it("trains as many epochs as asked", async () => {
    expect((await train("--epochs", "1")).epochs).toHaveLength(1);
  });

  it("ranks test and train rows after every n epochs where asked, which changes no figure", async () => {
    const [usual, watched] = [await train(), await train("--validate-every", "2")];
    expect(figuresOf({ ...watched, epochs: usual.epochs })).toEqual(figuresOf(usual));
    expect(watched.epochs.map(({ loss }) => loss)).toEqual(usual.epochs.map(({ loss }) => loss));
    const seen = watched.epochs.map(({ validation, train: rows }) => [validation, rows]);
    expect(seen[0]).toEqual([undefined, undefined]);
    expect(seen[1]?.[0]).toMatchObject({ loss: expect.any(Number) });
    expect(seen[2]?.[0]).toMatchObject({ top_k: watched.test.top_k });
    expect(seen[2]?.[1]).toEqual({ top_k: watched.train.top_k });
  });

  it("prints what it saw after an epoch, and leaves a gap where it did not look", async () => {
    const out = join(temporaryFolder(), "bundle");
    const { stdout } = await run(
      ...["train", "quickstart", "--data-dir", dataDir, "--out", out, "--validate-every", "3"],
    );
    expect(stdout).toMatch(/^epoch .* validation loss +top-100 +train top-100$/m);
    expect(stdout).toMatch(/^ +2( +\d+\.\d{4}){2} +\d+\.\d\d s$/m);
    expect(stdout).toMatch(/^ +3( +\d+\.\d{4}){2} +\d+\.\d\d s +\d+\.\d{4}( +\d\.\d{5}){2}$/m);
  });

  it("names the three recipes to read next", async () => {
    const out = join(temporaryFolder(), "bundle");
    const { stdout } = await run("train", "quickstart", "--data-dir", dataDir, "--out", out);
    const named = [...stdout.matchAll(/npx towerkit train (\S+)/g)].map(([, name]) => name);
    expect(named).toEqual(["basic-retrieval", "basic-retrieval-logq", "context-baseline"]);
  });

  it("leaves the exit code 1 and one line for a data folder that is not there", async () => {
    const missing = join(dataDir, "nowhere");
    const { exitCode, stdout, stderr } = await run("train", "quickstart", "--data-dir", missing);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^towerkit: [^\n]+\n$/);
    expect(stderr).toContain("nowhere");
  });
});
