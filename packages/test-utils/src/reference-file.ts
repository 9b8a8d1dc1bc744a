import { statSync } from "node:fs";
import { resolve } from "node:path";
import { dataDir, REPOSITORY_ROOT } from "./data-dir.js";

/**
 * Where a file of reference values lies, or `undefined` where it is not at hand, so that a test can
 * skip itself. Values that quote rows of MovieLens may not be in the repository.
 *
 * `TOWERKIT_REFERENCE_DIR` names the folder; without it, it is `reference` beside the data's folder.
 * A relative path counts from the repository's root, whatever folder the tests run in.
 *
 * @param name - such as `"golden_preprocessing.json"`.
 */
export function referenceFile(name: string): string | undefined {
  const named = process.env["TOWERKIT_REFERENCE_DIR"];
  const beside = named ? undefined : dataDir();
  if (!named && beside === undefined) return undefined;
  const file = resolve(REPOSITORY_ROOT, named || `${beside}/../reference`, name);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}
