import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { mapConcurrently, runOrThrow } from "../run.js";
import { repositoryRoot } from "../workspaces.js";
import type { TrainingRun } from "./compare.js";

export interface TrainEverywhereOptions {
  /** Executables of Node. */
  readonly nodes: readonly string[];
  readonly recipes: readonly string[];
  readonly threads: readonly number[];
  /** Default: each recipe's own number. */
  readonly epochs?: string | undefined;
  /** Where bundles and reports go. */
  readonly folder: string;
}

/** Trains every recipe on every Node with every number of threads, a recipe's runs one after another. */
export async function trainEverywhere(options: TrainEverywhereOptions): Promise<TrainingRun[]> {
  const { nodes, recipes, threads, epochs, folder } = options;
  const asked = recipes.flatMap((recipe) =>
    nodes.flatMap((node) => threads.map((count) => ({ recipe, node, threads: count }))),
  );
  return mapConcurrently(asked, 2, async ({ recipe, node, threads }) => {
    const version = (await runOrThrow(node, ["--version"], { cwd: folder })).stdout.trim();
    const out = join(folder, `${recipe}-${version}-${threads}`);
    const towerkit = join(repositoryRoot, "apps/trainer/bin/towerkit.js");
    const args = [
      ...[towerkit, "train", recipe, "--threads", String(threads)],
      ...(epochs === undefined ? [] : ["--epochs", epochs]),
      ...["--out", out, "--json", `${out}.json`],
      ...["--data-dir", process.env["TOWERKIT_DATA_DIR"] || join(repositoryRoot, "../shared/data")],
    ];
    await runOrThrow(node, args, { cwd: repositoryRoot, timeout: 600_000 });
    const report = JSON.parse(await readFile(`${out}.json`, "utf8"));
    const manifest = JSON.parse(await readFile(join(out, "manifest.json"), "utf8"));
    return {
      recipe,
      node: version,
      threads,
      engine: report.engine,
      digest: report.bundle.digest,
      weights: manifest.parts.weights.file,
    };
  });
}
