import { makeMachine } from "../machine/machine.js";
import { checkRuntimeOptions } from "./check-options.js";
import { LocalRuntime } from "./local-runtime.js";
import type { Runtime, RuntimeOptions } from "./types.js";

/**
 * Makes a runtime: the kernels, the memory they work in, and threads. Close it when it is no longer
 * needed; it keeps no process alive.
 *
 * The kernels run on WebAssembly SIMD where the platform has it, and otherwise as plain TypeScript with
 * the same bits; `runtime.simd` says which. `threads` is how many may work at a time; `runtime.threads`
 * says 1 where memory cannot be shared or nobody may wait (a page's main thread, a page that is not
 * isolated from other origins, a policy against workers), with the same bits. Threads start once there has
 * been enough to do, in a page before the promise resolves, and none for `threads: 1`. `fast` allows
 * relaxed SIMD instructions, whose bits differ between machines; where the platform has none,
 * `runtime.simd` stays `"simd"`.
 *
 * @throws ConfigError unless `threads` is a whole number from 1 to 256 and `fast` a boolean.
 * @example
 * const runtime = await createRuntime();
 * const out = new Float32Array(2);
 * runtime.scores({
 *   queries: Float32Array.of(1, 2),
 *   candidates: Float32Array.of(3, 4, 5, 6),
 *   dim: 2,
 *   out,
 * }); // out is [11, 17]
 * await runtime.close();
 */
export async function createRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  checkRuntimeOptions(options);
  return new LocalRuntime({ machine: await makeMachine(options) });
}
