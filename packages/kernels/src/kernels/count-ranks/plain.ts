import type { Scratch } from "../../runtime/scratch.js";
import type { CountRanksInput } from "./input.js";
import { Thresholds } from "./thresholds.js";

/**
 * Ranks within score rows. The input must have been checked.
 *
 * One pass over a row serves all of its positives: their scores are sorted, each candidate is placed
 * among them, and how many candidates are above a positive is the sum of the counts beyond its place.
 */
export function countRanks(input: CountRanksInput, scratch: Scratch): void {
  const { numCandidates, positiveOffsets } = input;
  const numRows = positiveOffsets.length - 1;
  const most = mostPositives(positiveOffsets);
  const memory: RankMemory = {
    thresholds: new Thresholds(
      scratch.float32("rank thresholds", most),
      scratch.int32("rank buckets", Thresholds.bucketMemory(most)),
    ),
    countAt: scratch.int32("rank counts", most + 1),
    equalSoFar: scratch.int32("rank equals", most),
    equalBefore: scratch.int32("rank equals before", numCandidates),
    isExcluded: scratch.uint8("rank excluded", numCandidates),
  };
  memory.isExcluded.fill(0);
  for (let row = 0; row < numRows; row++) rankRow(input, row, memory);
}

interface RankMemory {
  /** The scores of a row's positives. */
  readonly thresholds: Thresholds;
  /** How many candidates are above exactly so many thresholds. */
  readonly countAt: Int32Array;
  /** At the first of equal thresholds: how many candidates so far equal them. */
  readonly equalSoFar: Int32Array;
  /** Where a candidate equals a threshold: how many earlier candidates do. */
  readonly equalBefore: Int32Array;
  /** 1 where a candidate does not count. All 0 between rows. */
  readonly isExcluded: Uint8Array;
}

function mostPositives(offsets: Int32Array): number {
  let most = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    most = Math.max(most, offsets[row + 1] - offsets[row]);
  }
  return most;
}

function rankRow(input: CountRanksInput, row: number, memory: RankMemory): void {
  const { positiveOffsets, ranks } = input;
  const numThresholds = takeThresholds(input, row, memory);
  if (numThresholds === 0) {
    ranks.fill(-1, positiveOffsets[row], positiveOffsets[row + 1]);
    return;
  }
  memory.thresholds.sort(numThresholds);
  markExcluded(input, row, { marks: memory.isExcluded, mark: 1 });
  countCandidates(input, row, memory);
  markExcluded(input, row, { marks: memory.isExcluded, mark: 0 });
  writeRanks(input, row, memory);
}

function takeThresholds(
  { scores, numCandidates, positiveOffsets, positives }: CountRanksInput,
  row: number,
  { thresholds }: RankMemory,
): number {
  let count = 0;
  const end = positiveOffsets[row + 1];
  for (let e = positiveOffsets[row]; e < end; e++) {
    const candidate = positives[e];
    if (candidate === -1) continue;
    thresholds.values[count] = scores[row * numCandidates + candidate];
    count += 1;
  }
  return count;
}

function markExcluded(
  { excludedOffsets, excluded }: CountRanksInput,
  row: number,
  { marks, mark }: { marks: Uint8Array; mark: 0 | 1 },
): void {
  if (excludedOffsets === undefined || excluded === undefined) return;
  const end = excludedOffsets[row + 1];
  for (let e = excludedOffsets[row]; e < end; e++) marks[excluded[e]] = mark;
}

function countCandidates(
  { scores, numCandidates }: CountRanksInput,
  row: number,
  { thresholds, countAt, equalSoFar, equalBefore, isExcluded }: RankMemory,
): void {
  const numThresholds = thresholds.size;
  const start = row * numCandidates;
  countAt.fill(0, 0, numThresholds + 1);
  equalSoFar.fill(0, 0, numThresholds);
  for (let c = 0; c < numCandidates; c++) {
    const score = scores[start + c];
    const counted = 1 - isExcluded[c];
    const below = thresholds.countBelow(score);
    countAt[below] += counted;
    if (below < numThresholds && thresholds.values[below] === score) {
      equalBefore[c] = equalSoFar[below];
      equalSoFar[below] += counted;
    }
  }
}

function writeRanks(
  { scores, numCandidates, positiveOffsets, positives, ties, ranks }: CountRanksInput,
  row: number,
  { thresholds, countAt, equalBefore }: RankMemory,
): void {
  const countAbove = sumsBeyond(countAt, thresholds.size + 1);
  const end = positiveOffsets[row + 1];
  for (let e = positiveOffsets[row]; e < end; e++) {
    const candidate = positives[e];
    if (candidate === -1) {
      ranks[e] = -1;
      continue;
    }
    const score = scores[row * numCandidates + candidate];
    const above = countAbove[thresholds.countBelow(score)];
    ranks[e] = ties === "index" ? above + equalBefore[candidate] : above;
  }
}

/** Replaces each of the first `size` counts by the sum of those after it. */
function sumsBeyond(counts: Int32Array, size: number): Int32Array {
  let sum = 0;
  for (let i = size - 1; i >= 0; i--) {
    const count = counts[i];
    counts[i] = sum;
    sum += count;
  }
  return counts;
}
