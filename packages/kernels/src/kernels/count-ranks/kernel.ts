import type { Kernel } from "../../runtime/kernel.js";
import { checkCountRanks } from "./check.js";
import type { CountRanksInput } from "./input.js";
import { countRanks } from "./plain.js";
import { countRanksOnMachine } from "./vector.js";

export const countRanksKernel: Kernel<CountRanksInput> = {
  check: checkCountRanks,
  plain: countRanks,
  vector: (input, machine) => countRanksOnMachine(machine, input),
};
