import type { Program } from "../contest/line-process.js";
import { ourProgram } from "../contest/ours.js";
import { missingTfjsNode } from "../missing-tfjs-node.js";

/**
 * A contestant program that steps with TensorFlow.js's native engine.
 * @throws Error unless `TOWERKIT_TFJS_NODE` names a folder where it is installed.
 */
export function tfjsNodeProgram(file: string, threads: number): Program {
  const missing = missingTfjsNode();
  if (missing) throw new Error(missing);
  return {
    ...ourProgram(file),
    env: {
      TF_NUM_INTRAOP_THREADS: String(threads),
      TF_NUM_INTEROP_THREADS: String(threads),
      TF_CPP_MIN_LOG_LEVEL: "2",
    },
  };
}
