import { createGenerator } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";

/** One call of one kernel on data of one size. */
export interface KernelWork {
  /** The kernel and the size, as the table shows it. */
  readonly name: string;
  /** What bounds it: `arithmetic` in floating-point operations, `memory` in bytes moved. */
  readonly bound: "arithmetic" | "memory";
  /** How many operations, or bytes, one call cannot do without. */
  readonly amount: number;
  /** The least share of the limit that the design asks for. */
  readonly asked?: number;
  /** Whether the design asks the second thread to bring something here. */
  readonly scales: boolean;
  /** Makes the data; the function that comes back makes one call. */
  make(runtime: Runtime): () => void;
}

const generator = createGenerator(42, "bench kernels");

/** So many numbers from -0.5 up to 0.5. */
export const floats = (length: number): Float32Array =>
  Float32Array.from({ length }, () => generator.uniform() - 0.5);

/** So many whole numbers from 0, below `bound`. */
export const integers = (length: number, bound: number): Int32Array =>
  Int32Array.from({ length }, () => generator.below(bound));

/** So many different whole numbers below `bound`, in no order. */
export function distinctIntegers(length: number, bound: number): Int32Array {
  const all = generator.shuffle(Int32Array.from({ length: bound }, (_, i) => i));
  return all.slice(0, length);
}
