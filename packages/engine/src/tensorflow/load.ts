import { EngineError } from "@towerkit/core";

/** TensorFlow.js core, as its own package exports it. */
export type TensorFlowCore = typeof import("@tensorflow/tfjs-core");

/**
 * Loads the TensorFlow.js that is installed beside us, which is the caller's own.
 * @throws EngineError, with the line that installs it, where it is missing.
 */
export async function loadCore(): Promise<TensorFlowCore> {
  return await orAdvice(import("@tensorflow/tfjs-core"));
}

/** Loads TensorFlow.js's cpu backend, unless some copy of it is there already. */
export async function loadCpuBackend(tf: TensorFlowCore): Promise<void> {
  const isThere =
    tf.findBackendFactory("cpu") !== null && tf.getKernelsForBackend("cpu").length > 0;
  if (!isThere) await orAdvice(import("@tensorflow/tfjs-backend-cpu"));
}

async function orAdvice<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    throw new EngineError(
      `TensorFlow.js does not load (${(error as Error).message}): run npm i @tensorflow/tfjs-core @tensorflow/tfjs-backend-cpu.`,
      { cause: error },
    );
  }
}
