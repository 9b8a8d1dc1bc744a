import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where real MovieLens data lies: `TOWERKIT_DATA_DIR`, else the folder that development uses. */
export const dataDir: string = process.env["TOWERKIT_DATA_DIR"] ?? fromHere("../../../shared/data");

/** Whether a data set, such as `"ml-1m"`, is at hand. */
export const hasData = (name: string): boolean => existsSync(join(dataDir, name));

/** The command line, as `npx towerkit` starts it. */
export const towerkit: string = fromHere("../../apps/trainer/bin/towerkit.js");

/** Where the Python contestants lie. */
export const pythonFolder: string = fromHere("../python");

/** Where the compiled kernels lie. */
export const generatedKernels: string = fromHere("../../packages/kernels/src/generated");

/** The peers' Python, in `.cache` unless `TOWERKIT_BENCH_CACHE` names another folder. */
export const virtualEnvironment: string = join(
  process.env["TOWERKIT_BENCH_CACHE"] ?? fromHere("../../.cache"),
  "bench-python",
);

export const resultsFile: string = fromHere("../results/latest.json");
export const performancePage: string = fromHere("../../docs/performance.md");
export const conformancePage: string = fromHere("../../docs/conformance.md");

/** A program of ours that takes part in the bench. */
export const contestantFile = (name: string): string => fromHere(`contestants/${name}`);
