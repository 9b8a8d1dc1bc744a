import { allGradients } from "../gradients/all-gradients.js";
import { configOf } from "../gradients/gradient.js";
import type { TensorFlowCore } from "./load.js";

/**
 * Registers gradients where none are: `@tensorflow/tfjs` brings TensorFlow.js's own, while
 * `@tensorflow/tfjs-core` alone has them only as modules that Node cannot load.
 */
export function registerGradients(tf: TensorFlowCore): void {
  for (const [kernelName, gradient] of Object.entries(allGradients)) {
    if (tf.getGradient(kernelName) === undefined) {
      tf.registerGradient(configOf(tf, kernelName, gradient));
    }
  }
}
