/** How many rows a block covers. */
const ROWS: i32 = 8;

/** Ranks of positives within rows of scores. Rows are `rowBytes` long, filled up with −infinity. */
// @ts-ignore: decorator
@unmanaged
export class CountRanksJob {
  scores: f64;
  numRows: f64;
  rowBytes: f64;
  positiveOffsets: f64;
  positives: f64;
  /** The positives' own scores, taken before anything is excluded. */
  thresholds: f64;
  /** Equal offsets where nothing is excluded. */
  excludedOffsets: f64;
  excluded: f64;
  /** 1: a candidate of equal score counts if it comes earlier. */
  countsEarlierTies: f64;
  ranks: f64;
}

export function countRanksBlock(job: CountRanksJob, block: i32): void {
  const first = block * ROWS;
  const end = min(first + ROWS, <i32>job.numRows);
  for (let row = first; row < end; row++) rankRow(job, row);
}

// @ts-ignore: decorator
@inline
function entry(list: usize, index: i32): usize {
  return list + ((<usize>index) << 2);
}

function rankRow(job: CountRanksJob, row: i32): void {
  const scores = <usize>job.scores + <usize>row * <usize>job.rowBytes;
  const firstPositive = load<i32>(entry(<usize>job.positiveOffsets, row));
  const end = load<i32>(entry(<usize>job.positiveOffsets, row + 1));
  const positives = <usize>job.positives;
  const thresholds = <usize>job.thresholds;
  const ranks = <usize>job.ranks;
  for (let e = firstPositive; e < end; e++) {
    const candidate = load<i32>(entry(positives, e));
    const score = candidate == -1 ? f32.POSITIVE_INFINITY : load<f32>(entry(scores, candidate));
    store<f32>(entry(thresholds, e), score);
  }
  exclude(job, row, scores);
  const bytes = <usize>job.rowBytes;
  let e = firstPositive;
  for (; e + 4 <= end; e += 4) {
    v128.store(entry(ranks, e), countAboveFour(scores, bytes, v128.load(entry(thresholds, e))));
  }
  for (; e < end; e++) {
    store<i32>(entry(ranks, e), countAbove(scores, bytes, load<f32>(entry(thresholds, e))));
  }
  for (e = firstPositive; e < end; e++) {
    const candidate = load<i32>(entry(positives, e));
    if (candidate == -1) {
      store<i32>(entry(ranks, e), -1);
    } else if (job.countsEarlierTies != 0) {
      const equal = countEqual(scores, candidate, load<f32>(entry(thresholds, e)));
      store<i32>(entry(ranks, e), load<i32>(entry(ranks, e)) + equal);
    }
  }
}

function exclude(job: CountRanksJob, row: i32, scores: usize): void {
  const excluded = <usize>job.excluded;
  const end = load<i32>(entry(<usize>job.excludedOffsets, row + 1));
  for (let e = load<i32>(entry(<usize>job.excludedOffsets, row)); e < end; e++) {
    store<f32>(entry(scores, load<i32>(entry(excluded, e))), -f32.POSITIVE_INFINITY);
  }
}

// @ts-ignore: decorator
@inline
function sumOfLanes(counts: v128): i32 {
  return (
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3)
  );
}

/** How many scores are above each of four thresholds. A comparison that holds is −1. */
function countAboveFour(scores: usize, bytes: usize, thresholds: v128): v128 {
  const t0 = v128.shuffle<f32>(thresholds, thresholds, 0, 0, 0, 0);
  const t1 = v128.shuffle<f32>(thresholds, thresholds, 1, 1, 1, 1);
  const t2 = v128.shuffle<f32>(thresholds, thresholds, 2, 2, 2, 2);
  const t3 = v128.shuffle<f32>(thresholds, thresholds, 3, 3, 3, 3);
  const zero = i32x4.splat(0);
  let n0 = zero, n1 = zero, n2 = zero, n3 = zero;
  for (let at: usize = 0; at < bytes; at += 32) {
    const s = v128.load(scores + at);
    const more = v128.load(scores + at, 16);
    n0 = i32x4.sub(i32x4.sub(n0, f32x4.gt(s, t0)), f32x4.gt(more, t0));
    n1 = i32x4.sub(i32x4.sub(n1, f32x4.gt(s, t1)), f32x4.gt(more, t1));
    n2 = i32x4.sub(i32x4.sub(n2, f32x4.gt(s, t2)), f32x4.gt(more, t2));
    n3 = i32x4.sub(i32x4.sub(n3, f32x4.gt(s, t3)), f32x4.gt(more, t3));
  }
  return i32x4(sumOfLanes(n0), sumOfLanes(n1), sumOfLanes(n2), sumOfLanes(n3));
}

function countAbove(scores: usize, bytes: usize, threshold: f32): i32 {
  const t = f32x4.splat(threshold);
  let n = i32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 32) {
    n = i32x4.sub(n, f32x4.gt(v128.load(scores + at), t));
    n = i32x4.sub(n, f32x4.gt(v128.load(scores + at, 16), t));
  }
  return sumOfLanes(n);
}

/** How many of the first `count` scores equal the threshold. */
function countEqual(scores: usize, count: i32, threshold: f32): i32 {
  const t = f32x4.splat(threshold);
  let n = i32x4.splat(0);
  let c = 0;
  for (; c + 4 <= count; c += 4) {
    n = i32x4.sub(n, f32x4.eq(v128.load(entry(scores, c)), t));
  }
  let equal = sumOfLanes(n);
  for (; c < count; c++) {
    if (load<f32>(entry(scores, c)) == threshold) equal++;
  }
  return equal;
}
