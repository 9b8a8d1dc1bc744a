import { createRuntime, type Runtime } from "@towerkit/kernels";

/** A runtime that is just what was asked for: a contestant must not run as something else. */
export async function exactRuntime(options: {
  readonly threads: number;
  readonly fast?: boolean;
}): Promise<Runtime> {
  const { threads, fast = false } = options;
  const runtime = await createRuntime({ threads, fast });
  if (runtime.threads !== threads) {
    throw new Error(`asked for ${threads} threads, the runtime uses ${runtime.threads}`);
  }
  if (fast && runtime.simd !== "relaxed") {
    throw new Error(`relaxed SIMD is not to be had in Node ${process.version}`);
  }
  return runtime;
}
