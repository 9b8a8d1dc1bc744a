import { fileURLToPath } from "node:url";
import { CannotBuild } from "./cannot-build.js";
import { runCommand } from "./command.js";
import type { Recipe } from "./recipe.js";

const script = fileURLToPath(new URL("product.mjs", import.meta.url));

/**
 * Multiplies two matrices with the tfjs-node that a folder holds, in a process of its own.
 *
 * @throws CannotBuild where that fails, is wrong, or was not computed by what the recipe names.
 */
export async function proveTfjsNode(folder: string, recipe: Recipe): Promise<void> {
  const printed = await runCommand({
    program: process.execPath,
    args: [script, folder],
    cwd: folder,
    // Only errors: the library likes to tell what processor it runs on.
    env: { TF_CPP_MIN_LOG_LEVEL: "2" },
    advice:
      "The built addon does not run here. A signal means that the processor lacks instructions that " +
      "TensorFlow's library is compiled for (AVX).",
  });
  checkProduct(printed, recipe);
}

/** @throws CannotBuild where the script's line is not what the recipe's tfjs-node prints. */
export function checkProduct(printed: string, { tfjs, tensorflow }: Recipe): void {
  const product = [19, 22, 43, 50];
  const expected = JSON.stringify({ backend: "tensorflow", tfjs, tensorflow, product });
  if (printed.trim() === expected) return;
  throw new CannotBuild(
    `The smoke test printed ${printed.trim()} instead of ${expected}.`,
    "The recipe's parts do not fit each other: look at its versions.",
  );
}
