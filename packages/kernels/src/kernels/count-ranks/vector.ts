import type { Machine } from "../../machine/machine.js";
import { padded } from "../../machine/padded-rows.js";
import type { CountRanksInput } from "./input.js";

/** About so many scores enter the memory at a time: 4 MB. */
const SCORES_AT_A_TIME = 1 << 20;

/** How many rows a block covers: `ROWS` of assembly/kernels/count-ranks. */
const ROW_BLOCK = 8;

/** `countRanks`, some rows at a time. */
export function countRanksOnMachine(machine: Machine, input: CountRanksInput): void {
  const numRows = input.positiveOffsets.length - 1;
  const step = Math.max(ROW_BLOCK, Math.floor(SCORES_AT_A_TIME / padded(input.numCandidates)));
  for (let first = 0; first < numRows; first += step) {
    rankRows(machine, input, { first, end: Math.min(first + step, numRows) });
  }
}

function rankRows(
  machine: Machine,
  input: CountRanksInput,
  { first, end }: { first: number; end: number },
): void {
  const { memory } = machine;
  const { scores, numCandidates, positives, ranks } = input;
  const columns = padded(numCandidates);
  const numRows = end - first;
  const { offsets, from, to } = partOf(input.positiveOffsets, first, end);
  const excluded = partOf(input.excludedOffsets ?? new Int32Array(end + 1), first, end);
  const count = to - from;
  const at = memory.scratch({
    scores: numRows * columns,
    positiveOffsets: numRows + 1,
    positives: count,
    // Four are read at a time.
    thresholds: count + 3,
    excludedOffsets: numRows + 1,
    excluded: excluded.to - excluded.from,
    ranks: count,
  });
  const rows = memory.floats(at.scores, numRows * columns);
  if (columns > numCandidates) rows.fill(-Infinity);
  for (let row = 0; row < numRows; row++) {
    const start = (first + row) * numCandidates;
    rows.set(scores.subarray(start, start + numCandidates), row * columns);
  }
  memory.ints(at.positiveOffsets, numRows + 1).set(offsets);
  memory.ints(at.positives, count).set(positives.subarray(from, to));
  memory.ints(at.excludedOffsets, numRows + 1).set(excluded.offsets);
  if (input.excluded !== undefined) {
    const part = input.excluded.subarray(excluded.from, excluded.to);
    memory.ints(at.excluded, part.length).set(part);
  }
  const job = [
    at.scores,
    numRows,
    columns * 4,
    at.positiveOffsets,
    at.positives,
    at.thresholds,
    at.excludedOffsets,
    at.excluded,
    input.ties === "index" ? 1 : 0,
    at.ranks,
  ];
  const operations = (count * columns) / 4;
  machine.run("COUNT_RANKS", job, { blocks: Math.ceil(numRows / ROW_BLOCK), operations });
  ranks.set(memory.ints(at.ranks, count), from);
}

/** The offsets of some rows, counted from where the first of them begins. */
function partOf(offsets: Int32Array, first: number, end: number) {
  const from = offsets[first];
  const part = offsets.slice(first, end + 1);
  for (let i = 0; i < part.length; i++) part[i] -= from;
  return { offsets: part, from, to: offsets[end] };
}
