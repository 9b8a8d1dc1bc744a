import type { Kernel } from "../../../runtime/kernel.js";
import { checkInt8TopKScores } from "./check.js";
import type { Int8TopKScoresInput } from "./input.js";
import { int8TopKScores } from "./plain.js";
import { int8TopKScoresOnMachine } from "./vector.js";

export const int8TopKScoresKernel: Kernel<Int8TopKScoresInput> = {
  check: checkInt8TopKScores,
  plain: int8TopKScores,
  vector: (input, machine) => int8TopKScoresOnMachine(machine, input),
};
