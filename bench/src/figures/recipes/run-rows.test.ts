import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { runRecipe } from "../../run-recipe.js";
import { digestOf, KeptRuns } from "./kept-runs.js";
import { madeReport } from "./made-report.js";
import type { RecipeRow } from "./row.js";
import { runRows } from "./run-rows.js";

const row = (recipe: string, more: Partial<RecipeRow> = {}): RecipeRow => ({
  recipe,
  figures: [],
  ...more,
});

/** A folder that is gone after the test. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "towerkit-rows-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Runs that are made up, and what was asked of them. */
function madeRuns(failing?: string) {
  const asked: { recipe: string; seed: number; validateEvery?: number; beside: string[] }[] = [];
  let [now, most] = [0, 0];
  const run: typeof runRecipe = async (recipe, { seed, out = "", validateEvery }) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now--;
    if (`${recipe}-${seed}` === failing) throw new Error(`${failing} broke off`);
    await mkdir(out, { recursive: true });
    await writeFile(join(out, "manifest.json"), "{}");
    const beside = readdirSync(join(out, "..")).filter((name) => name !== recipe);
    asked.push({ recipe, seed, beside, ...(validateEvery !== undefined && { validateEvery }) });
    return { report: madeReport({ recipe, seed }), metricsSeconds: 1, processSeconds: 1 };
  };
  return { run, asked, most: () => most };
}

const say = () => {};

describe("runRows", () => {
  it("runs every recipe with every seed, at most two at once, and gives the seeds' order", async () => {
    const kept = await KeptRuns.open(temporaryFolder(), "state");
    const { run, asked, most } = madeRuns();
    const rows = [row("a"), row("b", { validateEvery: "own" })];
    const reports = await runRows(rows, { seeds: [1, 2, 3], kept, say, run });
    expect(asked).toHaveLength(6);
    expect(most()).toBe(2);
    expect(reports.get("b")?.map(({ recipe, seed }) => [recipe, seed])).toEqual([
      ["b", 1],
      ["b", 2],
      ["b", 3],
    ]);
    expect(asked.find(({ recipe }) => recipe === "a")?.validateEvery).toBe(1);
    expect(asked.find(({ recipe }) => recipe === "b")).not.toHaveProperty("validateEvery");
  });

  it("goes on where it broke off, and runs anew when the code has changed", async () => {
    const folder = temporaryFolder();
    const rows = [row("a"), row("b")];
    const first = madeRuns("b-2");
    const open = (state: string) => KeptRuns.open(folder, state);
    const broken = runRows(rows, { seeds: [1, 2], kept: await open("s"), say, run: first.run });
    await expect(broken).rejects.toThrow("b-2 broke off");
    const second = madeRuns();
    await runRows(rows, { seeds: [1, 2], kept: await open("s"), say, run: second.run });
    expect(second.asked.map(({ recipe, seed }) => `${recipe}-${seed}`)).toEqual(["b-2"]);
    const third = madeRuns();
    await runRows(rows, { seeds: [1, 2], kept: await open("t"), say, run: third.run });
    expect(third.asked).toHaveLength(4);
    expect(readdirSync(folder)).toEqual(["t"]);
  });

  it("keeps the bundle that a later recipe starts from, beside which it runs, and no other", async () => {
    const kept = await KeptRuns.open(temporaryFolder(), "state");
    const { run, asked } = madeRuns();
    const rows = [row("a"), row("other"), row("b", { startsFrom: "a" })];
    await runRows(rows, { seeds: [1, 2], kept, say, run });
    for (const { beside } of asked.filter(({ recipe }) => recipe === "b")) {
      expect(beside).toContain("a");
    }
    expect(readdirSync(kept.bundles(1))).toEqual(["a"]);
    expect(existsSync(join(kept.bundles(2), "other"))).toBe(false);
  });
});

describe("digestOf", () => {
  it("moves with a file's name and its content", async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, "inner"));
    await writeFile(join(folder, "inner", "a.js"), "1");
    const before = await digestOf([folder]);
    expect(await digestOf([folder])).toBe(before);
    await writeFile(join(folder, "inner", "a.js"), "2");
    const changed = await digestOf([folder]);
    await writeFile(join(folder, "inner", "b.js"), "");
    expect(new Set([before, changed, await digestOf([folder])]).size).toBe(3);
  });
});
