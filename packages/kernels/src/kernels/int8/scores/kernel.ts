import { checkFiniteScores } from "../../../checks/finite-scores.js";
import type { Kernel } from "../../../runtime/kernel.js";
import { rowsOf } from "../../../runtime/resident-matrix.js";
import { checkInt8Scores } from "./check.js";
import type { Int8ScoresInput } from "./input.js";
import { int8Scores } from "./plain.js";
import { int8ScoresOnMachine } from "./vector.js";

export const int8ScoresKernel: Kernel<Int8ScoresInput> = {
  check: checkInt8Scores,
  plain: (input) => {
    const candidates = rowsOf(input.candidates);
    int8Scores({ ...input, candidates, candidateScales: rowsOf(input.candidateScales) });
    checkOut(input);
  },
  vector: (input, machine) => {
    int8ScoresOnMachine(machine, input);
    checkOut(input);
  },
};

function checkOut({ queryScales, candidateScales, out }: Int8ScoresInput): void {
  const numCandidates = rowsOf(candidateScales).length;
  const numQueries = queryScales.length;
  checkFiniteScores({ scores: out, numQueries, numCandidates, firstQuery: 0 });
}
