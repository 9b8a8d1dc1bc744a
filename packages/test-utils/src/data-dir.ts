import { statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Relative paths count from here. */
export const REPOSITORY_ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * Where the real data sets lie, or `undefined` where there are none, so that a test can skip itself.
 *
 * `TOWERKIT_DATA_DIR` names the folder; without it, `../shared/data` beside the repository does.
 * A relative path counts from the repository's root, whatever folder the tests run in.
 *
 * @param name - a data set, e.g. `"ml-100k"`: the folder of that name inside.
 * @example
 * describe.skipIf(!dataDir("ml-100k"))("real ML-100K: ratings", () => {});
 */
export function dataDir(name = ""): string | undefined {
  const root = process.env["TOWERKIT_DATA_DIR"] || "../shared/data";
  const folder = resolve(REPOSITORY_ROOT, root, name);
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : undefined;
}
