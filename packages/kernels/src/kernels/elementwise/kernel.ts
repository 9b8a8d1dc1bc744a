import type { KernelName } from "../../machine/builds.js";
import { DECLINED, type Kernel } from "../../runtime/kernel.js";
import { checkElementwise } from "./check.js";
import type { ElementwiseInput } from "./input.js";
import { expOfEach, logOfEach, tanhOfEach } from "./plain.js";
import { elementwiseOnMachine } from "./vector.js";

/** Fewer values take the plain kernels less than the 1 µs that it takes to set the machine to work. */
const WORTH_THE_MACHINE = 64;

export const expKernel = elementwise("EXP", expOfEach);
export const logKernel = elementwise("LOG", logOfEach);
export const tanhKernel = elementwise("TANH", tanhOfEach);

function elementwise(
  name: KernelName,
  plain: (input: ElementwiseInput) => void,
): Kernel<ElementwiseInput> {
  return {
    check: checkElementwise,
    plain,
    vector: (input, machine) =>
      input.values.length < WORTH_THE_MACHINE
        ? DECLINED
        : elementwiseOnMachine(machine, name, input),
  };
}
