import type { Machine } from "../../../machine/machine.js";
import type { DECLINED } from "../../../runtime/kernel.js";
import { rowsOf } from "../../../runtime/resident-matrix.js";
import { selectOnMachine } from "../../top-k-scores/select-on-machine.js";
import { candidateBytes, placeCandidates } from "../candidates-in-memory.js";
import { queryScalesAt, queryWords, writeQueries } from "../queries-in-memory.js";
import type { Int8TopKScoresInput } from "./input.js";

/** `int8TopKScores` on the machine; it declines where a score is not finite. */
export function int8TopKScoresOnMachine(
  machine: Machine,
  input: Int8TopKScoresInput,
): undefined | typeof DECLINED {
  const { memory } = machine;
  const { dim } = input;
  return selectOnMachine(machine, input, {
    numQueries: input.queryScales.length,
    numCandidates: input.numCandidates ?? rowsOf(input.candidateScales).length,
    dim,
    queryWords: queryWords(dim),
    writeQueries: (to) => {
      writeQueries(memory, input, to);
      return { scales: queryScalesAt(to.at, to.end - to.first, dim) };
    },
    candidateBytes: (count) => candidateBytes(input, count),
    placeCandidates: (to) => placeCandidates(memory, input, to),
  });
}
