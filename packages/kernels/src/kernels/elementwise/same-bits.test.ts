import type { Generator } from "@towerkit/core";
import { describeSameBits } from "../../../test/same-bits.js";
import type { KernelName } from "../../machine/builds.js";
import type { ElementwiseInput } from "./input.js";
import { expKernel, logKernel, tanhKernel } from "./kernel.js";
import { elementwiseOnMachine } from "./vector.js";

/** Any bits at all, or numbers of moderate size. */
function anyInput(generator: Generator): ElementwiseInput {
  const count = generator.below(generator.below(500) === 0 ? 20_000 : 60);
  const values = new Float32Array(count);
  const bits = new Uint32Array(values.buffer);
  const reach = [1, 20, 100][generator.below(3)];
  for (let i = 0; i < count; i++) {
    if (generator.below(2) === 0) bits[i] = generator.below(2 ** 32);
    else values[i] = (generator.uniform() - 0.5) * 2 * reach;
  }
  return { values, out: new Float32Array(count).fill(7) };
}

for (const [name, kernel, number] of [
  ["exp", expKernel, "EXP"],
  ["log", logKernel, "LOG"],
  ["tanh", tanhKernel, "TANH"],
] satisfies [string, typeof expKernel, KernelName][]) {
  describeSameBits({
    name,
    // Few values too, which the kernel leaves to the plain one.
    kernel: { ...kernel, vector: (input, machine) => elementwiseOnMachine(machine, number, input) },
    anyInput,
  });
}
