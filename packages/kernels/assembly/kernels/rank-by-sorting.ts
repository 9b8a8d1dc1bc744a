import { addKey, indexOf, keyOf, scoreOf, sortBestFirst } from "./best-list";
import { countEqual } from "./rank-among-all";

// Ranks by placing each score among the sorted scores of the positives: worth it where there are many.

/** The range of the positives' scores is cut into so many equal buckets for each, and at most so many. */
const BUCKETS_PER_POSITIVE: i32 = 8;
const MOST_BUCKETS: i32 = 2048;

const SEVERAL: i32 = i32.MIN_VALUE;

/** Where what belongs to one row lies. */
// @ts-ignore: decorator
@unmanaged
class Row {
  scores: usize;
  /** The buckets of four scores. */
  buckets: usize;
  /** The positives' scores, rising, and how many there are. */
  sorted: usize;
  size: i32;
  lowest: f32;
  bucketsPerUnit: f32;
  lastBucket: f32;
  /**
   * For each bucket how many positives' scores lie in those before it, marked where it holds `SEVERAL`,
   * and the only one in it, infinity where there is none.
   */
  cells: usize;
  /** How many scores are above exactly so many of the sorted ones, in four counts to be added. */
  counts: usize;
  above: usize;
  /** At the first of equal sorted scores: how many candidates so far have it. */
  equalSoFar: usize;
  /** Where a candidate's score is a sorted one: how many earlier candidates have it. */
  equalBefore: usize;
}

// @ts-ignore: decorator
@inline
function word(list: usize, index: i32): usize {
  return list + ((<usize>index) << 2);
}

// @ts-ignore: decorator
@inline
function double(list: usize, index: i32): usize {
  return list + ((<usize>index) << 3);
}

/**
 * Ranks of the positives of one row.
 *
 * @param bytes - the length of the row, a multiple of 64; what is −infinity does not count.
 * @param thresholds - the positives' scores; infinity for one that the catalogue lacks.
 * @param room - 40 words, 9 more for each of `most` positives, `2 * MOST_BUCKETS` for the buckets, and
 * one for each candidate.
 */
export function rankBySorting(
  scores: usize,
  bytes: usize,
  positives: usize,
  count: i32,
  thresholds: usize,
  countsEarlierTies: bool,
  ranks: usize,
  room: usize,
  most: i32,
): void {
  const keys = room + 128;
  let size = 0;
  for (let e = 0; e < count; e++) {
    const threshold = load<f32>(word(thresholds, e));
    if (threshold < f32.POSITIVE_INFINITY) addKey(keys, size++, keyOf(threshold, e));
    else store<i32>(word(ranks, e), -1);
  }
  if (size == 0) return;
  sortBestFirst(keys, size);
  const row = changetype<Row>(room);
  row.scores = scores;
  row.buckets = room + 112;
  row.size = size;
  row.cells = double(keys, most);
  row.counts = double(row.cells, MOST_BUCKETS + 2);
  row.sorted = word(row.counts, 4 * (most + 1));
  row.above = word(row.sorted, most);
  row.equalSoFar = word(row.above, most);
  row.equalBefore = word(row.equalSoFar, most);
  for (let i = 0; i < size; i++) {
    store<f32>(word(row.sorted, i), scoreOf(load<i64>(double(keys, size - 1 - i))));
  }
  fillBuckets(row);
  placeScores(row, bytes);
  sumFromAbove(row);
  let first = 0;
  for (let i = 0; i < size; i++) {
    const threshold = load<f32>(word(row.sorted, i));
    if (threshold != load<f32>(word(row.sorted, first))) first = i;
    const e = indexOf(load<i64>(double(keys, size - 1 - i)));
    let rank = load<i32>(word(row.above, first));
    if (countsEarlierTies) {
      const candidate = load<i32>(word(positives, e));
      const isExcluded = load<f32>(word(scores, candidate)) != threshold;
      rank += isExcluded
        ? countEqual(scores, candidate, threshold)
        : load<i32>(word(row.equalBefore, candidate));
    }
    store<i32>(word(ranks, e), rank);
  }
}

/** The buckets of four scores: they never fall as scores rise, whatever the rounding. */
// @ts-ignore: decorator
@inline
function bucketsOf(row: Row, scores: v128): v128 {
  const offset = f32x4.sub(scores, f32x4.splat(row.lowest));
  const place = f32x4.mul(offset, f32x4.splat(row.bucketsPerUnit));
  const atLeast = f32x4.pmax(place, f32x4.splat(-1));
  const clamped = f32x4.pmin(atLeast, f32x4.splat(row.lastBucket));
  return i32x4.add(i32x4.trunc_sat_f32x4_s(clamped), i32x4.splat(1));
}

function fillBuckets(row: Row): void {
  const sorted = row.sorted;
  const size = row.size;
  const cells = row.cells;
  const numBuckets = min(MOST_BUCKETS, BUCKETS_PER_POSITIVE * size);
  const range = load<f32>(word(sorted, size - 1)) - load<f32>(sorted);
  row.lowest = load<f32>(sorted);
  row.lastBucket = <f32>(numBuckets - 1);
  row.bucketsPerUnit = range > 0 ? row.lastBucket / range : 0;
  for (let b = 0; b <= numBuckets + 1; b++) {
    store<i32>(double(cells, b), 0);
    store<f32>(double(cells, b), f32.POSITIVE_INFINITY, 4);
  }
  for (let i = 0; i < size; i++) {
    const score = v128.load32_splat(word(sorted, i));
    const cell = double(cells, i32x4.extract_lane(bucketsOf(row, score), 0));
    const held = load<i32>(cell);
    store<i32>(cell, held + 1);
    store<f32>(cell, load<f32>(word(sorted, i)), 4);
  }
  let before = 0;
  for (let b = 0; b <= numBuckets + 1; b++) {
    const held = load<i32>(double(cells, b));
    store<i32>(double(cells, b), held > 1 ? before | SEVERAL : before);
    before += held;
  }
}

function placeScores(row: Row, bytes: usize): void {
  memory.fill(row.counts, 0, (<usize>(row.size + 1)) << 4);
  memory.fill(row.equalSoFar, 0, (<usize>row.size) << 2);
  const scores = row.scores;
  const buckets = row.buckets;
  const cells = row.cells;
  const counts = row.counts;
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(buckets, bucketsOf(row, v128.load(scores + at)));
    placeScore(row, scores + at, load<i32>(buckets), cells, counts);
    placeScore(row, scores + at + 4, load<i32>(buckets, 4), cells, counts + 4);
    placeScore(row, scores + at + 8, load<i32>(buckets, 8), cells, counts + 8);
    placeScore(row, scores + at + 12, load<i32>(buckets, 12), cells, counts + 12);
  }
}

// @ts-ignore: decorator
@inline
function placeScore(row: Row, at: usize, bucket: i32, cells: usize, counts: usize): void {
  const score = load<f32>(at);
  const cell = double(cells, bucket);
  const only = load<f32>(cell, 4);
  const before = load<i32>(cell);
  // Both are rarely so, unlike being above or below, which as a branch would be anyone's guess.
  if (before < 0 || score == only) {
    placeBySearch(row, at, cell, counts);
  } else {
    const count = counts + ((<usize>(before + <i32>(score > only))) << 4);
    store<i32>(count, load<i32>(count) + 1);
  }
}

/** Places a score that is one of the sorted ones, or shares its bucket with several. */
function placeBySearch(row: Row, at: usize, cell: usize, counts: usize): void {
  const score = load<f32>(at);
  const sorted = row.sorted;
  let low = load<i32>(cell) & ~SEVERAL;
  let high = load<i32>(cell, 8) & ~SEVERAL;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (load<f32>(word(sorted, middle)) < score) low = middle + 1;
    else high = middle;
  }
  const count = counts + ((<usize>low) << 4);
  store<i32>(count, load<i32>(count) + 1);
  if (low == row.size || load<f32>(word(sorted, low)) != score) return;
  const equal = load<i32>(word(row.equalSoFar, low));
  store<i32>(row.equalBefore + (at - row.scores), equal);
  store<i32>(word(row.equalSoFar, low), equal + 1);
}

/** Sums up how many scores are above each of the sorted ones. */
function sumFromAbove(row: Row): void {
  const counts = row.counts;
  let above = 0;
  for (let i = row.size; i > 0; i--) {
    const at = counts + ((<usize>i) << 4);
    above += load<i32>(at) + load<i32>(at, 4) + load<i32>(at, 8) + load<i32>(at, 12);
    store<i32>(word(row.above, i - 1), above);
  }
}
