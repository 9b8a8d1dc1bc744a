import type { KernelName } from "../../machine/builds.js";
import type { Machine } from "../../machine/machine.js";
import { padded } from "../../machine/padded-rows.js";
import type { ElementwiseInput } from "./input.js";

/** As many values enter the memory at a time: 1 MB, which the second cache of most processors holds. */
const CHUNK = 2 ** 18;
/** How many values a block covers: `VALUES` of assembly/kernels/elementwise. */
const BLOCK = 4096;
/** A value takes about as long as so many multiplications. */
const OPERATIONS = 20;

/** A function of each value, chunk by chunk. */
export function elementwiseOnMachine(
  machine: Machine,
  kernel: KernelName,
  { values, out }: ElementwiseInput,
): void {
  const { memory } = machine;
  const chunk = Math.min(CHUNK, padded(values.length));
  const at = memory.scratch({ values: chunk });
  for (let first = 0; first < values.length; first += chunk) {
    const count = Math.min(chunk, values.length - first);
    const held = memory.floats(at.values, count);
    held.set(values.subarray(first, first + count));
    machine.run(kernel, [at.values, count], {
      blocks: Math.ceil(count / BLOCK),
      operations: count * OPERATIONS,
    });
    out.set(held, first);
  }
}
