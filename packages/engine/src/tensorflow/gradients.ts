import type { TensorFlowCore } from "./load.js";

/**
 * Registers TensorFlow.js's own gradients where none are: `@tensorflow/tfjs` does so, while
 * `@tensorflow/tfjs-core` alone leaves it to bundlers.
 */
export async function registerGradients(tf: TensorFlowCore): Promise<void> {
  const { gradientsOf } = await import("../generated/gradients.js");
  for (const gradient of gradientsOf(tf)) {
    if (tf.getGradient(gradient.kernelName) === undefined) tf.registerGradient(gradient);
  }
}
