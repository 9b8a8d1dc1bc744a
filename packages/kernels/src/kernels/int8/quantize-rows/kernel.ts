import type { Kernel } from "../../../runtime/kernel.js";
import { checkQuantizeRows } from "./check.js";
import type { QuantizeRowsInput } from "./input.js";
import { quantizeRows } from "./plain.js";
import { quantizeRowsOnMachine } from "./vector.js";

export const quantizeRowsKernel: Kernel<QuantizeRowsInput> = {
  check: checkQuantizeRows,
  plain: quantizeRows,
  vector: (input, machine) => quantizeRowsOnMachine(machine, input),
};
