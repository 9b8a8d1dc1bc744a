import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "./contest/run-program.js";
import { dataDir, tfjsNodeAside, towerkit } from "./where.js";

/** The part of a training report that figures and timings are read from. */
export interface Report {
  readonly recipe: string;
  readonly dataset: string;
  readonly seed: number;
  readonly engine: { readonly name: string };
  readonly epochs: readonly Epoch[];
  readonly fitSeconds: number;
  readonly evalSeconds: number;
  readonly train: TopK;
  readonly mixture?: TopK;
  readonly test: TopK;
  readonly testSeenExcluded: Ranked;
  /** Where the model predicts ratings. */
  readonly ratings?: { readonly rmse: number };
  readonly baselines: Record<
    "popularity" | "random",
    { readonly test: TopK; readonly testSeenExcluded: Ranked }
  >;
}

/** One epoch; what was ranked after it, if anything was. */
export interface Epoch {
  readonly loss: number;
  readonly chance: number;
  readonly seconds: number;
  readonly train?: TopK;
  readonly validation?: TopK & { readonly loss: number };
}

interface Ranked extends TopK {
  readonly recall: Readonly<Record<string, number>>;
  readonly ndcg: Readonly<Record<string, number>>;
  readonly mrr: Readonly<Record<string, number>>;
}

interface TopK {
  readonly top_k: Readonly<Record<string, number>>;
}

export interface RunRecipeOptions {
  readonly seed: number;
  /** Default: the command line's own. */
  readonly threads?: number;
  /** Default: the recipe's own. */
  readonly epochs?: number;
  /** Epochs between two rankings while it trains. Default: the recipe's own. */
  readonly validateEvery?: number;
  /** Default: the command line's own. tfjs-node is the one that `TOWERKIT_TFJS_NODE` names. */
  readonly engine?: "tfjs-node";
  /** Where the bundle goes. Default: nowhere for long. */
  readonly out?: string;
}

/** A training run, timed from the start of its process. */
export interface RecipeRun {
  readonly report: Report;
  /** Until it said what the test rows came to. */
  readonly metricsSeconds: number;
  /** Until it ended, with train rows and baselines ranked and the bundle written. */
  readonly processSeconds: number;
}

/** Runs `towerkit train` as a process of its own. */
export async function runRecipe(
  recipe: string,
  { seed, threads, epochs, validateEvery, engine, out }: RunRecipeOptions,
): Promise<RecipeRun> {
  const folder = await mkdtemp(join(tmpdir(), "towerkit-bench-"));
  try {
    const json = join(folder, "report.json");
    const args = [
      ...(engine === undefined ? [] : ["--import", tfjsNodeAside]),
      ...[towerkit, "train", recipe, "--seed", String(seed)],
      ...["--data-dir", dataDir, "--out", out ?? join(folder, "bundle"), "--json", json],
      ...(threads === undefined ? [] : ["--threads", String(threads)]),
      ...(epochs === undefined ? [] : ["--epochs", String(epochs)]),
      ...(engine === undefined ? [] : ["--engine", engine]),
      ...(validateEvery === undefined ? [] : ["--validate-every", String(validateEvery)]),
    ];
    const { milliseconds, testedMilliseconds } = await runProgram({
      command: process.execPath,
      args,
    });
    if (testedMilliseconds === undefined) throw new Error(`${recipe} did not say how it ranks`);
    return {
      report: JSON.parse(await readFile(json, "utf8")) as Report,
      metricsSeconds: testedMilliseconds / 1000,
      processSeconds: milliseconds / 1000,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
