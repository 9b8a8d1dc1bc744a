import type { Machine } from "../../machine/machine.js";
import type { CountRanksInput } from "./input.js";
import { partOf } from "./part-of.js";
import { columnsOf, rankingWords, rankOnMachine } from "./rank-on-machine.js";

/** About so many scores enter the memory at a time: 1 MB, little enough to stay in the cache. */
const SCORES_AT_A_TIME = 1 << 18;
const LEAST_ROWS = 16;

/** `countRanks`, some rows at a time. */
export function countRanksOnMachine(machine: Machine, input: CountRanksInput): void {
  const { memory } = machine;
  const { scores, numCandidates, positiveOffsets } = input;
  const numRows = positiveOffsets.length - 1;
  const columns = columnsOf(numCandidates);
  const step = Math.max(LEAST_ROWS, Math.floor(SCORES_AT_A_TIME / columns));
  for (let first = 0; first < numRows; first += step) {
    const count = Math.min(step, numRows - first);
    const part = partOf(input, first, first + count);
    const words = rankingWords([part], numCandidates);
    const at = memory.scratch({ scores: count * columns, ...words });
    const rows = memory.floats(at.scores, count * columns);
    for (let row = 0; row < count; row++) {
      const start = (first + row) * numCandidates;
      rows.set(scores.subarray(start, start + numCandidates), row * columns);
    }
    rankOnMachine(machine, part, input, { ...at, numCandidates, checksScores: false });
  }
}
