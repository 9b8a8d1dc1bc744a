import { hasSimd, type SimdExports, simdExports } from "./kernels.js";
import { SimdMemory } from "./memory.js";

/** The vector kernels and the memory they work in. */
export interface SimdKernels {
  readonly memory: SimdMemory;
  readonly exports: SimdExports;
}

/** New vector kernels, or undefined where the platform has no WebAssembly SIMD. */
export function availableSimdKernels(): SimdKernels | undefined {
  if (!hasSimd()) return undefined;
  const memory = new SimdMemory();
  return { memory, exports: simdExports(memory.memory) };
}
