import type { Machine } from "../../machine/machine.js";
import type { DECLINED } from "../../runtime/kernel.js";
import { placeOf, rowsOf } from "../../runtime/resident-matrix.js";
import type { TopKScoresInput } from "./input.js";
import { selectOnMachine } from "./select-on-machine.js";

/** `topKScores` on the machine; it declines where a score is not finite. */
export function topKScoresOnMachine(
  machine: Machine,
  input: TopKScoresInput,
): undefined | typeof DECLINED {
  const { memory } = machine;
  const { queries, candidates, dim } = input;
  return selectOnMachine(machine, input, {
    numQueries: queries.length / dim,
    numCandidates: input.numCandidates ?? rowsOf(candidates).length / dim,
    dim,
    queryWords: dim,
    writeQueries: (at, first, end) =>
      memory.floats(at, (end - first) * dim).set(queries.subarray(first * dim, end * dim)),
    candidateBytes: dim * 4,
    candidatesAt: () => placeOf(candidates),
    writeCandidates: (at, first, end) =>
      memory
        .floats(at, (end - first) * dim)
        .set(rowsOf(candidates).subarray(first * dim, end * dim)),
  });
}
