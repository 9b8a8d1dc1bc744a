import type { Kernel } from "../../runtime/kernel.js";
import { checkTopKScores } from "./check.js";
import type { TopKScoresInput } from "./input.js";
import { topKScores } from "./plain.js";
import { topKScoresOnMachine } from "./vector.js";

export const topKScoresKernel: Kernel<TopKScoresInput> = {
  check: checkTopKScores,
  plain: topKScores,
  vector: (input, machine) => topKScoresOnMachine(machine, input),
};
