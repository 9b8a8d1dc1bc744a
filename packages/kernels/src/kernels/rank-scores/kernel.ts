import type { Kernel } from "../../runtime/kernel.js";
import { checkRankScores } from "./check.js";
import type { RankScoresInput } from "./input.js";
import { rankScores } from "./plain.js";
import { rankScoresOnMachine } from "./vector.js";

export const rankScoresKernel: Kernel<RankScoresInput> = {
  check: checkRankScores,
  plain: rankScores,
  vector: (input, machine) => rankScoresOnMachine(machine, input),
};
