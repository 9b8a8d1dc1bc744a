import { existsSync } from "node:fs";
import { join } from "node:path";

/** What to do for tfjs-node to be at hand; undefined where it is. */
export function missingTfjsNode(): string | undefined {
  const folder = process.env["TOWERKIT_TFJS_NODE"];
  if (folder && existsSync(join(folder, "node_modules/@tensorflow/tfjs-node"))) return undefined;
  return (
    "TOWERKIT_TFJS_NODE names no folder whose node_modules holds @tensorflow/tfjs-node; " +
    "`npm run tfjs-node` builds one and prints its name"
  );
}
