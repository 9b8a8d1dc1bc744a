import type { Kernel } from "../../runtime/kernel.js";
import { checkBelowInfinity, checkTopK } from "./check.js";
import type { TopKInput } from "./input.js";
import { topK } from "./plain.js";
import { topKOnMachine } from "./vector.js";

export const topKKernel: Kernel<TopKInput, number> = {
  check: checkTopK,
  plain: (input) => {
    checkBelowInfinity(input.scores);
    return topK(input);
  },
  // The machine looks at every score before anything is written, and declines where one is wrong.
  vector: (input, machine) => topKOnMachine(machine, input),
};
