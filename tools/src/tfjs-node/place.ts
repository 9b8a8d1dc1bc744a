import { join, resolve } from "node:path";
import { repositoryRoot } from "../workspaces.js";
import { folderName, recipe } from "./recipe.js";

/**
 * The folder that the native engine is built in.
 *
 * @param env - `TOWERKIT_NATIVE_DIR` names the folder's parent, from the repository's root; default
 *   `.cache/native`.
 * @param target - as `process.platform` and `process.arch` have it: `linux-x64`.
 */
export function tfjsNodePlace(env: NodeJS.ProcessEnv, target: string): string {
  const parent = env["TOWERKIT_NATIVE_DIR"] || join(".cache", "native");
  return join(resolve(repositoryRoot, parent), folderName(recipe, target));
}
