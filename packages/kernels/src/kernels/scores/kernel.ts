import { checkFiniteScores } from "../../checks/finite-scores.js";
import type { Kernel } from "../../runtime/kernel.js";
import { rowsOf } from "../../runtime/resident-matrix.js";
import { checkScores } from "./check.js";
import type { ScoresInput } from "./input.js";
import { scores } from "./plain.js";
import { scoresOnMachine } from "./vector.js";

export const scoresKernel: Kernel<ScoresInput> = {
  check: checkScores,
  plain: (input) => {
    scores({ ...input, candidates: rowsOf(input.candidates) });
    checkOut(input);
  },
  vector: (input, machine) => {
    if (!scoresOnMachine(machine, input)) checkOut(input);
  },
};

function checkOut({ queries, dim, out }: ScoresInput): void {
  const numQueries = queries.length / dim;
  const numCandidates = numQueries === 0 ? 0 : out.length / numQueries;
  checkFiniteScores({ scores: out, numQueries, numCandidates, firstQuery: 0 });
}
