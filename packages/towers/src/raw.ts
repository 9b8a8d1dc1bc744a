import type { Matrix, TableLike } from "@towerkit/core";
import { defaultRuntime, type Runtime } from "@towerkit/kernels";
import { fitTower } from "./fit-tower.js";
import { type Features, type TowerInputs, tower } from "./tower-spec.js";

export interface RunFeaturesOptions {
  /** The table to fit the encoders on. */
  readonly fit: TableLike;
  /** Decides the numbers of the embedding tables, a whole number from 0. Default 42. */
  readonly seed?: number;
  /** Default: the shared runtime of this process. */
  readonly runtime?: Runtime;
}

/**
 * Runs features on raw values, side by side and untrained: what a tower's layers would be given. It
 * shows a feature at work; to embed with a trained tower, take `embedQueries`.
 *
 * @param queries - objects with a value for each column that the features read.
 * @returns `[queries, the features' width]`
 * @throws ConfigError as `tower`, `fitTower` and encoding do.
 * @example
 * const words = { movie_title: textVectorization({ maxTokens: 10_000 }).embedding(32).mean() };
 * const { rows, dim } = await runFeatures(words, [{ movie_title: "Star Wars (1977)" }], { fit: movies });
 * console.log(rows, dim); // 1 32
 */
export async function runFeatures<const F extends Features>(
  features: F,
  queries: readonly TowerInputs<F>[],
  options: RunFeaturesOptions,
): Promise<Matrix> {
  const { fit, seed = 42, runtime = await defaultRuntime() } = options;
  const fitted = fitTower(tower(features), fit, { seed, name: "raw" });
  const { inputs } = fitted.encodeQueries(queries as readonly object[]);
  const data = fitted.encodeAll(inputs, { runtime });
  return { rows: queries.length, dim: fitted.width, data };
}
