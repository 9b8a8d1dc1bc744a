import type { Machine } from "../../machine/machine.js";
import type { RankedRows } from "./input.js";
import type { RankedPart } from "./part-of.js";

// As assembly/kernels/count-ranks and rank-by-sorting have them.
const ROW_BLOCK = 4;
const MANY = 48;
const MOST_BUCKETS = 2048;
/** Rows of scores are filled up to a multiple of this. */
const SCAN = 16;

/** How many scores a row has room for. */
export function columnsOf(numCandidates: number): number {
  return Math.ceil(numCandidates / SCAN) * SCAN;
}

/** How many words of scratch memory the ranking of any of these parts takes, by what for. */
export function rankingWords(parts: readonly RankedPart[], numCandidates: number) {
  const most = (words: (part: RankedPart) => number) =>
    parts.reduce((most, part) => Math.max(most, words(part)), 0);
  const numRows = most(rowsOfPart);
  const numPositives = most(({ positives }) => positives.length);
  return {
    positiveOffsets: numRows + 1,
    // Four are read at a time.
    positives: numPositives + 3,
    excludedOffsets: numRows + 1,
    excluded: most(({ excluded }) => excluded.length),
    few: 3 * numPositives + 12 * numRows,
    many: most(
      (part) => blocksOf(rowsOfPart(part)) * manyWords(part.positiveOffsets, numCandidates),
    ),
    ranks: numPositives,
    failed: 1,
  };
}

function rowsOfPart({ positiveOffsets }: RankedPart): number {
  return positiveOffsets.length - 1;
}

/** How many words the sorting of a row's positives takes, if any row has so many that they are sorted. */
function manyWords(positiveOffsets: Int32Array, numCandidates: number): number {
  const most = mostPositives(positiveOffsets);
  if (most < MANY) return 0;
  return 2 * Math.ceil((40 + 9 * most + 2 * MOST_BUCKETS + columnsOf(numCandidates)) / 2);
}

function blocksOf(numRows: number): number {
  return Math.ceil(numRows / ROW_BLOCK);
}

function mostPositives(offsets: Int32Array): number {
  let most = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    most = Math.max(most, offsets[row + 1] - offsets[row]);
  }
  return most;
}

/** Where the rows of scores lie, and where there is room for what `rankingWords` names. */
interface RankingPlaces extends Record<keyof ReturnType<typeof rankingWords>, number> {
  readonly scores: number;
  readonly numCandidates: number;
  /** Whether it is to be looked at whether the scores are finite. */
  readonly checksScores: boolean;
}

/**
 * Ranks rows of scores that lie in the machine's memory.
 * @returns whether the scores were finite, where that is looked at; else true.
 */
export function rankOnMachine(
  machine: Machine,
  part: RankedPart,
  { ties, ranks }: Pick<RankedRows, "ties" | "ranks">,
  at: RankingPlaces,
): boolean {
  const { memory } = machine;
  const { positiveOffsets, positives, excludedOffsets, excluded } = part;
  const numRows = positiveOffsets.length - 1;
  memory.ints(at.positiveOffsets, numRows + 1).set(positiveOffsets);
  memory.ints(at.positives, positives.length).set(positives);
  memory.ints(at.excludedOffsets, numRows + 1).set(excludedOffsets);
  memory.ints(at.excluded, excluded.length).set(excluded);
  memory.ints(at.failed, 1).fill(0);
  const job = [
    at.scores,
    numRows,
    at.numCandidates,
    at.positiveOffsets,
    at.positives,
    at.excludedOffsets,
    at.excluded,
    ties === "index" ? 1 : 0,
    at.ranks,
    at.few,
    at.many,
    manyWords(positiveOffsets, at.numCandidates) * 4,
    mostPositives(positiveOffsets),
    at.checksScores ? at.failed : 0,
  ];
  machine.run("COUNT_RANKS", job, {
    blocks: blocksOf(numRows),
    operations: (positives.length * at.numCandidates) / 4,
  });
  if (memory.ints(at.failed, 1)[0] !== 0) return false;
  ranks.set(memory.ints(at.ranks, positives.length), part.firstPositive);
  return true;
}
