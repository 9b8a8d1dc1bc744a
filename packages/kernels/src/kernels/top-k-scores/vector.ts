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
  const residentAt = placeOf(candidates);
  const bytes = dim * 4;
  return selectOnMachine(machine, input, {
    numQueries: queries.length / dim,
    numCandidates: input.numCandidates ?? rowsOf(candidates).length / dim,
    dim,
    queryWords: dim,
    writeQueries: ({ at, first, end }) => {
      memory.floats(at, (end - first) * dim).set(queries.subarray(first * dim, end * dim));
      return { scales: 0 };
    },
    candidateBytes: (count) => (residentAt === undefined ? count * bytes : 0),
    placeCandidates: ({ at, first, end }) => {
      if (residentAt !== undefined) return { rows: residentAt + first * bytes, scales: 0 };
      const part = rowsOf(candidates).subarray(first * dim, end * dim);
      memory.floats(at, part.length).set(part);
      return { rows: at, scales: 0 };
    },
  });
}
