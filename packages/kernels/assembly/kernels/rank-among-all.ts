import { justBelow } from "../math/just-below";
import { sumsOfLanes } from "../math/sums-of-lanes";

// Ranks by comparing each positive with all scores of its row, four positives at a time.

/** As many bytes of scores are compared with all positives before the next: they stay in the cache. */
const CHUNK: usize = 2048;

// @ts-ignore: decorator
@inline
function word(list: usize, index: i32): usize {
  return list + ((<usize>index) << 2);
}

/**
 * Ranks of the positives of one row.
 *
 * A candidate before a positive counts where its score is not lower, which is where it is above the
 * number just below; in the chunk that the positive itself lies in, equal ones are counted apart.
 *
 * @param bytes - the length of the row, a multiple of 64; what is −infinity does not count.
 * @param thresholds - the positives' scores, and behind them, filled up to a multiple of four values,
 * room for twice as many more.
 */
export function rankAmongAll(
  scores: usize,
  bytes: usize,
  positives: usize,
  count: i32,
  thresholds: usize,
  countsEarlierTies: bool,
  ranks: usize,
): void {
  const room = (<usize>((count + 3) & ~3)) << 2;
  const lower = thresholds + room;
  const counts = lower + room;
  for (let e = 0; e < count; e++) {
    const threshold = load<f32>(word(thresholds, e));
    store<f32>(word(lower, e), countsEarlierTies ? justBelow(threshold) : threshold);
  }
  memory.fill(counts, 0, room);
  for (let at: usize = 0; at < bytes; at += CHUNK) {
    const size = min(CHUNK, bytes - at);
    const end = i32x4.splat(<i32>((at + size) >> 2));
    for (let e: usize = 0; e < room; e += 16) {
      const isLater = i32x4.ge_s(v128.load(positives + e), end);
      const above = v128.load(thresholds + e);
      const bar = v128.bitselect(v128.load(lower + e), above, isLater);
      const sums = i32x4.add(v128.load(counts + e), countAbove(scores + at, size, bar));
      v128.store(counts + e, sums);
    }
  }
  for (let e = 0; e < count; e++) {
    const candidate = load<i32>(word(positives, e));
    let rank = -1;
    if (candidate != -1) {
      rank = load<i32>(word(counts, e));
      if (countsEarlierTies) {
        const first = candidate & ~((<i32>CHUNK >> 2) - 1);
        const threshold = load<f32>(word(thresholds, e));
        rank += countEqual(word(scores, first), candidate - first, threshold);
      }
    }
    store<i32>(word(ranks, e), rank);
  }
}

/** How many scores are above each of four thresholds. A comparison that holds is −1. */
function countAbove(scores: usize, bytes: usize, thresholds: v128): v128 {
  const t0 = v128.shuffle<f32>(thresholds, thresholds, 0, 0, 0, 0);
  const t1 = v128.shuffle<f32>(thresholds, thresholds, 1, 1, 1, 1);
  const t2 = v128.shuffle<f32>(thresholds, thresholds, 2, 2, 2, 2);
  const t3 = v128.shuffle<f32>(thresholds, thresholds, 3, 3, 3, 3);
  let n0 = i32x4.splat(0), n1 = n0, n2 = n0, n3 = n0;
  for (let at: usize = 0; at < bytes; at += 32) {
    const s = v128.load(scores + at);
    const more = v128.load(scores + at, 16);
    n0 = i32x4.sub(i32x4.sub(n0, f32x4.gt(s, t0)), f32x4.gt(more, t0));
    n1 = i32x4.sub(i32x4.sub(n1, f32x4.gt(s, t1)), f32x4.gt(more, t1));
    n2 = i32x4.sub(i32x4.sub(n2, f32x4.gt(s, t2)), f32x4.gt(more, t2));
    n3 = i32x4.sub(i32x4.sub(n3, f32x4.gt(s, t3)), f32x4.gt(more, t3));
  }
  return sumsOfLanes(n0, n1, n2, n3);
}

/** How many of the first `count` scores equal the threshold. */
export function countEqual(scores: usize, count: i32, threshold: f32): i32 {
  const t = f32x4.splat(threshold);
  let n = i32x4.splat(0);
  let c = 0;
  for (; c + 4 <= count; c += 4) {
    n = i32x4.sub(n, f32x4.eq(v128.load(word(scores, c)), t));
  }
  let equal = i32x4.extract_lane(sumsOfLanes(n, n, n, n), 0);
  for (; c < count; c++) equal += <i32>(load<f32>(word(scores, c)) == threshold);
  return equal;
}
