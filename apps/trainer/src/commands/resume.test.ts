import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { readJson } from "../../test/json.js";
import { run } from "../../test/run.js";
import { toyDataDir } from "../../test/toy.js";
import { trainSchema } from "../schema/train.js";

const dataDir = toyDataDir();

/** Trains, and gives what must not depend on whether it was all at once. */
async function train(recipe: string, out: string, ...options: readonly string[]) {
  const { exitCode, stderr } = await run(
    ...["train", recipe, "--data-dir", dataDir, "--out", out, ...options],
  );
  if (exitCode !== 0) return { exitCode, stderr };
  const report = await readJson(join(out, "report.json"), trainSchema);
  const losses = report.epochs.map(({ loss }) => loss);
  return { exitCode, losses, test: report.test, digest: report.bundle.digest };
}

describe("towerkit train --resume", { timeout: 60_000 }, () => {
  it.each(["quickstart", "context-features-temporal"])(
    "goes on from where %s was, with the bits of a run at once",
    async (recipe) => {
      const [whole, parted] = [join(temporaryFolder(), "a"), join(temporaryFolder(), "b")];
      const expected = await train(recipe, whole, "--epochs", "4");
      expect(expected.exitCode).toBe(0);
      await train(recipe, parted, "--epochs", "2");
      expect(await train(recipe, parted, "--epochs", "4", "--resume")).toEqual(expected);
    },
  );

  it("starts afresh where there is no checkpoint, and changes nothing where all is done", async () => {
    const out = join(temporaryFolder(), "bundle");
    const first = await train("quickstart", out, "--resume");
    expect(first.exitCode).toBe(0);
    const files = () => readFileSync(join(out, "checkpoint.safetensors")).toString("hex");
    const checkpoint = files();
    expect(await train("quickstart", out, "--resume")).toEqual(first);
    expect(files()).toBe(checkpoint);
  });

  it("says in one line what differs from the checkpoint, and what to do", async () => {
    const out = join(temporaryFolder(), "bundle");
    await train("quickstart", out);
    const other = await train("quickstart", out, "--resume", "--seed", "7");
    expect(other.exitCode).toBe(1);
    expect(other.stderr).toMatch(
      /^towerkit: the checkpoint is of another training: its seed is 42/m,
    );
    expect(other.stderr).toContain("or without resume to start afresh");
    const fewer = await train("quickstart", out, "--resume", "--epochs", "1");
    expect(fewer.stderr).toMatch(/^towerkit: the checkpoint is 3 epochs in, and epochs is 1/m);
  });

  it("names a damaged checkpoint, leaves the bundle alone, and trains without --resume", async () => {
    const out = join(temporaryFolder(), "bundle");
    const first = await train("quickstart", out);
    const file = join(out, "checkpoint.safetensors");
    writeFileSync(file, readFileSync(file).subarray(0, 1000));
    const refused = await train("quickstart", out, "--resume");
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stderr).toMatch(/^towerkit: checkpoint.safetensors is damaged/m);
    expect(existsSync(join(out, "manifest.json"))).toBe(true);
    expect(await train("quickstart", out)).toEqual(first);
  });
});
