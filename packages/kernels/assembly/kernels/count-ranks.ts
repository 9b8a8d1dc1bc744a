import { rankAmongAll } from "./rank-among-all";
import { rankBySorting } from "./rank-by-sorting";
import { areFinite, SCAN } from "./select-best";

/** How many rows a block covers. */
const ROWS: i32 = 4;
/** From so many positives on, sorting them first is faster than comparing each with all, measured. */
const MANY: i32 = 48;

/** Ranks of positives within rows of scores. */
// @ts-ignore: decorator
@unmanaged
export class CountRanksJob {
  /** There is room for a multiple of 16 scores in each row. */
  scores: f64;
  numRows: f64;
  numCandidates: f64;
  positiveOffsets: f64;
  positives: f64;
  /** Equal offsets where nothing is excluded. */
  excludedOffsets: f64;
  excluded: f64;
  /** 1: a candidate of equal score counts if it comes earlier. */
  countsEarlierTies: f64;
  ranks: f64;
  /** Three words for each positive, and twelve for each row. */
  few: f64;
  /** For each block, what `rankBySorting` needs for `most` positives; none if no row has so many. */
  many: f64;
  manyBytes: f64;
  most: f64;
  /** The word that is set to 1 where a score is not finite; 0 where they are known to be. */
  failed: f64;
}

export function countRanksBlock(job: CountRanksJob, block: i32): void {
  const first = block * ROWS;
  const end = min(first + ROWS, <i32>job.numRows);
  const many = <usize>job.many + <usize>block * <usize>job.manyBytes;
  for (let row = first; row < end; row++) rankRow(job, row, many);
}

// @ts-ignore: decorator
@inline
function word(list: usize, index: i32): usize {
  return list + ((<usize>index) << 2);
}

function rankRow(job: CountRanksJob, row: i32, many: usize): void {
  const numCandidates = <i32>job.numCandidates;
  const columns = (numCandidates + SCAN - 1) & ~(SCAN - 1);
  const scores = <usize>job.scores + ((<usize>row * <usize>columns) << 2);
  const bytes = (<usize>columns) << 2;
  if (job.failed != 0) {
    fillUp(scores, numCandidates, columns, 0);
    if (!areFinite(scores, bytes)) {
      store<i32>(<usize>job.failed, 1);
      return;
    }
  }
  fillUp(scores, numCandidates, columns, -f32.POSITIVE_INFINITY);
  const first = load<i32>(word(<usize>job.positiveOffsets, row));
  const count = load<i32>(word(<usize>job.positiveOffsets, row + 1)) - first;
  const positives = word(<usize>job.positives, first);
  const ranks = word(<usize>job.ranks, first);
  const few = <usize>job.few + <usize>(first + 4 * row) * 12;
  // The positives' own scores are taken before anything is excluded.
  takeThresholds(scores, positives, count, few);
  exclude(job, row, scores);
  const countsTies = job.countsEarlierTies != 0;
  if (count < MANY) {
    rankAmongAll(scores, bytes, positives, count, few, countsTies, ranks);
  } else {
    rankBySorting(scores, bytes, positives, count, few, countsTies, ranks, many, <i32>job.most);
  }
}

function fillUp(scores: usize, count: i32, columns: i32, value: f32): void {
  for (let c = count; c < columns; c++) store<f32>(word(scores, c), value);
}

/** Infinity for a positive that the catalogue lacks. */
function takeThresholds(scores: usize, positives: usize, count: i32, out: usize): void {
  for (let e = 0; e < count; e++) {
    const candidate = load<i32>(word(positives, e));
    const score = candidate == -1 ? f32.POSITIVE_INFINITY : load<f32>(word(scores, candidate));
    store<f32>(word(out, e), score);
  }
}

function exclude(job: CountRanksJob, row: i32, scores: usize): void {
  const excluded = <usize>job.excluded;
  const end = load<i32>(word(<usize>job.excludedOffsets, row + 1));
  for (let e = load<i32>(word(<usize>job.excludedOffsets, row)); e < end; e++) {
    store<f32>(word(scores, load<i32>(word(excluded, e))), -f32.POSITIVE_INFINITY);
  }
}
