import { EngineError } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { loadTfjsNode } from "#platform";
import { currentBackend, makeCurrent } from "./current-backend.js";
import { registerGradients } from "./gradients.js";
import { loadCore } from "./load.js";
import { EngineTensorFlow } from "./tensorflow.js";
import { towerkitBackend } from "./towerkit-backend.js";

/** The name under which tfjs-node registers itself. */
const TFJS_NODE = "tensorflow";

/** Loads TensorFlow.js and readies the backend that runs on our kernels. */
export async function openDefault(runtime: Runtime): Promise<EngineTensorFlow> {
  const tf = await loadCore();
  registerGradients(tf);
  const { name, backend } = await towerkitBackend(tf);
  return new EngineTensorFlow({ tf, name, towerkit: { backend, runtime } });
}

/** Loads TensorFlow.js with its native library, and keeps the caller's backend the current one. */
export async function openTfjsNode(): Promise<EngineTensorFlow> {
  const tf = await loadCore();
  const before = currentBackend(tf);
  await loadTfjsNode();
  if (tf.findBackend(TFJS_NODE) === null) {
    throw new EngineError(
      "@tensorflow/tfjs-node is loaded, but TensorFlow.js does not know it: install the same version of both.",
    );
  }
  if (tf.getBackend() === TFJS_NODE) makeCurrent(tf, before);
  return new EngineTensorFlow({ tf, name: TFJS_NODE });
}
