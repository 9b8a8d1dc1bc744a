import type { RuntimeOptions } from "@towerkit/kernels";
import { createEngine, type Engine } from "./engine.js";

/**
 * Makes our kernels TensorFlow.js's current backend, `"towerkit"`: for programs of one's own that run
 * TensorFlow.js without its native library. Closing the engine gives the former backend back.
 *
 * Whatever shares the process's TensorFlow.js runs on it: `@tensorflow/tfjs`, `tfjs-layers`, models that
 * were made before.
 *
 * @throws EngineError if `@tensorflow/tfjs-core` or `@tensorflow/tfjs-backend-cpu` is missing.
 * @throws ConfigError for `threads` and `fast` that no runtime takes.
 * @example
 * import * as tf from "@tensorflow/tfjs-core";
 *
 * const engine = await useTowerkitBackend();
 * tf.matMul([[1, 2]], [[3], [4]]).print(); // [[11]]
 * await engine.close();
 */
export async function useTowerkitBackend(options: RuntimeOptions = {}): Promise<Engine> {
  const engine = await createEngine(options);
  try {
    const { use } = await engine.tensorflow();
    use();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
