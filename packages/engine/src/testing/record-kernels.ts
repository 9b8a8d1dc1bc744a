import type { TensorFlow } from "../tensorflow/tensorflow.js";

/** What a function gave, and how often it ran each kernel. */
export interface Recorded<T> {
  readonly result: T;
  /** By the names of TensorFlow.js, such as `"BatchMatMul"`; kernels that did not run are missing. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Runs a function on an engine's backend and counts the kernels that really run there, those of
 * gradients included.
 *
 * @example
 * const { counts } = recordKernels(await engine.tensorflow(), () => step(batch));
 * const inexact = [...counts.keys()].filter((name) => !exactKernels.has(name));
 */
export function recordKernels<T>(tensorflow: TensorFlow, work: () => T): Recorded<T> {
  const { tf, backend } = tensorflow;
  const counts = new Map<string, number>();
  const kernels = tf.getKernelsForBackend(backend);
  const register = (config: (typeof kernels)[number]) => {
    tf.unregisterKernel(config.kernelName, backend);
    tf.registerKernel(config);
  };
  for (const kernel of kernels) {
    const { kernelName, kernelFunc } = kernel;
    register({
      ...kernel,
      kernelFunc: (params) => {
        counts.set(kernelName, (counts.get(kernelName) ?? 0) + 1);
        return kernelFunc(params);
      },
    });
  }
  try {
    return { result: tensorflow.run(work), counts };
  } finally {
    for (const kernel of kernels) register(kernel);
  }
}
