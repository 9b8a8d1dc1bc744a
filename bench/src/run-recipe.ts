import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { dataDir, towerkit } from "./where.js";

/** The part of a training report that figures and timings are read from. */
export interface Report {
  readonly seed: number;
  readonly epochs: readonly { readonly loss: number; readonly seconds: number }[];
  readonly fitSeconds: number;
  readonly evalSeconds: number;
  readonly test: TopK;
  readonly testSeenExcluded: TopK;
  readonly baselines: Record<
    "popularity" | "random",
    { readonly test: TopK; readonly testSeenExcluded: TopK }
  >;
}

interface TopK {
  readonly top_k: Readonly<Record<string, number>>;
}

export interface RunRecipeOptions {
  readonly seed: number;
  /** Default: the command line's own. */
  readonly threads?: number;
}

/** Runs `towerkit train` as a process of its own: its report, and its seconds from start to exit. */
export async function runRecipe(
  recipe: string,
  { seed, threads }: RunRecipeOptions,
): Promise<{ report: Report; processSeconds: number }> {
  const folder = await mkdtemp(join(tmpdir(), "towerkit-bench-"));
  try {
    const json = join(folder, "report.json");
    const started = performance.now();
    await promisify(execFile)(process.execPath, [
      ...[towerkit, "train", recipe, "--seed", String(seed)],
      ...["--data-dir", dataDir, "--out", join(folder, "bundle"), "--json", json],
      ...(threads === undefined ? [] : ["--threads", String(threads)]),
    ]);
    const processSeconds = (performance.now() - started) / 1000;
    return { report: JSON.parse(await readFile(json, "utf8")) as Report, processSeconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
