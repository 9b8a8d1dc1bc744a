import { hasSimd, type SimdExports, simdExports } from "./kernels.js";
import { SimdMemory } from "./memory.js";

/** The vector kernels and the memory they work in. */
export interface SimdKernels {
  readonly memory: SimdMemory;
  readonly exports: SimdExports;
}

/**
 * New vector kernels, or undefined where the platform has no WebAssembly SIMD or will not run any: a
 * page's content security policy may forbid compiling what its engine could.
 */
export function availableSimdKernels(): SimdKernels | undefined {
  if (!hasSimd()) return undefined;
  try {
    const memory = new SimdMemory();
    return { memory, exports: simdExports(memory.memory) };
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof RangeError) return undefined;
    throw error;
  }
}
