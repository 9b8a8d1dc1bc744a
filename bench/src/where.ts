import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where real MovieLens data lies: `TOWERKIT_DATA_DIR`, else the folder that development uses. */
export const dataDir: string = process.env["TOWERKIT_DATA_DIR"] ?? fromHere("../../../shared/data");

/** Whether a data set, such as `"ml-1m"`, is at hand. */
export const hasData = (name: string): boolean => existsSync(join(dataDir, name));

/** The command line, as `npx towerkit` starts it. */
export const towerkit: string = fromHere("../../apps/trainer/bin/towerkit.js");

/** Has a process find the tfjs-node that `TOWERKIT_TFJS_NODE` names as if it were installed. */
export const tfjsNodeAside: string = fromHere("tfjs-node-aside.mjs");

/** Where the Python contestants lie. */
export const pythonFolder: string = fromHere("../python");

/** Where the compiled kernels lie. */
export const generatedKernels: string = fromHere("../../packages/kernels/src/generated");

/** What the command line is built of. */
export const builtFolders: readonly string[] = [
  ...readdirSync(fromHere("../../packages")).map((name) => fromHere(`../../packages/${name}/dist`)),
  fromHere("../../apps/trainer/dist"),
].filter(existsSync);

/** What the rankers beside our models are built of, and what ranks and measures with them. */
export const rankerFolders: readonly string[] = [
  "core",
  "kernels",
  "datasets",
  "retrieval",
  "tasks",
  "baselines",
]
  .map((name) => fromHere(`../../packages/${name}/dist`))
  .filter(existsSync);

/** Runs of recipes that a broken-off `npm run figures` left. */
export const recipeRunsFolder: string = fromHere("../../.cache/recipe-runs");

/** The same on tfjs-node. */
export const nativeRecipeRunsFolder: string = fromHere("../../.cache/native-recipe-runs");

/** What a broken-off `npm run figures -- --only quality` left. */
export const qualityRunsFolder: string = fromHere("../../.cache/quality-runs");

/** The peers' Python, in `.cache` unless `TOWERKIT_BENCH_CACHE` names another folder. */
export const virtualEnvironment: string = join(
  process.env["TOWERKIT_BENCH_CACHE"] ?? fromHere("../../.cache"),
  "bench-python",
);

/** The repository. */
export const repositoryRoot: string = fromHere("../..");

/** A page of the documentation. */
export const docsPage = (name: string): string => fromHere(`../../docs/${name}`);

export const resultsFile: string = fromHere("../results/latest.json");
export const performancePage: string = docsPage("performance.md");

/** A program of ours that takes part in the bench. */
export const contestantFile = (name: string): string => fromHere(`contestants/${name}`);
