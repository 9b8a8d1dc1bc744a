import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Program } from "../contest/line-process.js";
import { ourProgram } from "../contest/ours.js";

/**
 * A contestant program that steps with TensorFlow.js's native engine.
 * @throws Error unless `TOWERKIT_TFJS_NODE` names a folder where it is installed.
 */
export function tfjsNodeProgram(file: string, threads: number): Program {
  const folder = process.env["TOWERKIT_TFJS_NODE"];
  if (!folder || !existsSync(join(folder, "node_modules/@tensorflow/tfjs-node"))) {
    throw new Error(
      "TOWERKIT_TFJS_NODE names no folder whose node_modules holds @tensorflow/tfjs-node; " +
        "`npm run tfjs-node` builds one and prints its name",
    );
  }
  return {
    ...ourProgram(file),
    env: {
      TF_NUM_INTRAOP_THREADS: String(threads),
      TF_NUM_INTEROP_THREADS: String(threads),
      TF_CPP_MIN_LOG_LEVEL: "2",
    },
  };
}
