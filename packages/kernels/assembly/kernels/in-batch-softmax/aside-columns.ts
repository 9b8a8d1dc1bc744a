import { expUpToZero } from "../../math/exp";
import { entry, SoftmaxJob, wideEntry } from "./job";
import {
  ASIDE_EXPONENTIALS,
  ASIDE_EXPONENTIALS_OUTSIDE_TOP,
  ASIDE_GREATEST,
  ASIDE_GROUPS,
  ASIDE_SCORES,
  ASIDE_SUMS,
  columnList,
  positiveList,
  SHARES_OUTSIDE,
  SUMS_OUTSIDE,
} from "./workspace";

// The columns of a row that are set aside: aside-columns.ts of the TypeScript kernel, in its order.

/** The number of no item set aside. */
export const NONE: i32 = -1;

// @ts-ignore: decorator
@inline
export function expOf(x: f32): f32 {
  return f32x4.extract_lane(expUpToZero(f32x4.splat(x)), 0);
}

/** exp(from − to): what turns an exponential relative to `from` into one relative to `to`. */
export function rebased(from: f32, to: f32): f64 {
  return from == -f32.POSITIVE_INFINITY ? 0 : <f64>expOf(from - to);
}

// @ts-ignore: decorator
@inline
function groupAside(job: SoftmaxJob, task: i32, k: i32): i32 {
  return load<i32>(wideEntry(positiveList(job, task, ASIDE_GROUPS), k));
}

// @ts-ignore: decorator
@inline
function firstOf(job: SoftmaxJob, group: i32): usize {
  return entry(<usize>job.groupCandidates, load<i32>(entry(<usize>job.groupOffsets, group)));
}

// @ts-ignore: decorator
@inline
function endOf(job: SoftmaxJob, group: i32): usize {
  return firstOf(job, group + 1);
}

export function keepAsideScores(job: SoftmaxJob, task: i32, row: usize, numAside: i32): void {
  let to = columnList(job, task, ASIDE_SCORES);
  for (let k = 0; k < numAside; k++) {
    const group = groupAside(job, task, k);
    const end = endOf(job, group);
    for (let m = firstOf(job, group); m < end; m += 4) {
      store<f32>(to, load<f32>(entry(row, load<i32>(m))));
      to += 4;
    }
  }
}

/** Finds each item's greatest score of a column with weight. */
export function findGreatestAside(job: SoftmaxJob, task: i32, numAside: i32): void {
  const columnWeights = <usize>job.columnWeights;
  const greatestOf = positiveList(job, task, ASIDE_GREATEST);
  let at = columnList(job, task, ASIDE_SCORES);
  for (let k = 0; k < numAside; k++) {
    let greatest: f32 = -f32.POSITIVE_INFINITY;
    const group = groupAside(job, task, k);
    const end = endOf(job, group);
    for (let m = firstOf(job, group); m < end; m += 4) {
      const score = load<f32>(at);
      if (score > greatest && load<f32>(entry(columnWeights, load<i32>(m))) > 0) greatest = score;
      at += 4;
    }
    store<f32>(wideEntry(greatestOf, k), greatest);
  }
}

/** The item that holds a greater score than `greatest`, the greatest of all; `NONE` where none does. */
export function topOf(job: SoftmaxJob, task: i32, numAside: i32, greatest: f32): i32 {
  const greatestOf = positiveList(job, task, ASIDE_GREATEST);
  let top = NONE;
  for (let k = 0; k < numAside; k++) {
    const score = load<f32>(wideEntry(greatestOf, k));
    if (score <= greatest) continue;
    greatest = score;
    top = k;
  }
  return top;
}

/** The greatest of `greatest` and of what the items but one hold. */
export function greatestBut(
  job: SoftmaxJob,
  task: i32,
  numAside: i32,
  but: i32,
  greatest: f32,
): f32 {
  const greatestOf = positiveList(job, task, ASIDE_GREATEST);
  for (let k = 0; k < numAside; k++) {
    const score = load<f32>(wideEntry(greatestOf, k));
    if (k != but && score > greatest) greatest = score;
  }
  return greatest;
}

/** Exponentiates all items relative to `base`, and keeps each item's sum. */
export function sumItems(job: SoftmaxJob, task: i32, numAside: i32, base: f32): void {
  const sums = positiveList(job, task, ASIDE_SUMS);
  const out = columnList(job, task, ASIDE_EXPONENTIALS);
  const scores = columnList(job, task, ASIDE_SCORES);
  let at: usize = 0;
  for (let k = 0; k < numAside; k++) {
    const group = groupAside(job, task, k);
    store<f64>(wideEntry(sums, k), exponentiate(job, group, scores + at, base, out + at));
    at += endOf(job, group) - firstOf(job, group);
  }
}

/** Exponentiates all items but the top one relative to `base`, and adds all of that to `sum`. */
export function sumOutsideTop(
  job: SoftmaxJob,
  task: i32,
  numAside: i32,
  top: i32,
  base: f32,
  sum: f64,
): f64 {
  const out = columnList(job, task, ASIDE_EXPONENTIALS_OUTSIDE_TOP);
  const scores = columnList(job, task, ASIDE_SCORES);
  let at: usize = 0;
  for (let k = 0; k < numAside; k++) {
    const group = groupAside(job, task, k);
    if (k != top) sum += exponentiate(job, group, scores + at, base, out + at);
    at += endOf(job, group) - firstOf(job, group);
  }
  return sum;
}

/** Writes columnWeight · exp(score − base) of one item, and returns the sum. */
function exponentiate(
  job: SoftmaxJob,
  group: i32,
  scores: usize,
  base: f32,
  out: usize,
): f64 {
  const columnWeights = <usize>job.columnWeights;
  const end = endOf(job, group);
  let sum: f64 = 0;
  for (let m = firstOf(job, group); m < end; m += 4) {
    const weight = load<f32>(entry(columnWeights, load<i32>(m)));
    const value: f32 = weight == 0 ? 0 : expOf(load<f32>(scores) - base) * weight;
    store<f32>(out, value);
    sum += <f64>value;
    scores += 4;
    out += 4;
  }
  return sum;
}

/** For each value the sum of `start` and the others: `sumOthers`. Returns the sum of all. */
export function sumOthers(values: usize, count: i32, start: f64, out: usize): f64 {
  let before = start;
  for (let k = 0; k < count; k++) {
    store<f64>(wideEntry(out, k), before);
    before += load<f64>(wideEntry(values, k));
  }
  let after: f64 = 0;
  for (let k = count - 1; k >= 0; k--) {
    const at = wideEntry(out, k);
    store<f64>(at, load<f64>(at) + after);
    after += load<f64>(wideEntry(values, k));
  }
  return before;
}

/** Writes the gradients of the columns set aside. */
export function writeAside(
  job: SoftmaxJob,
  task: i32,
  row: usize,
  numAside: i32,
  top: i32,
  shareOutsideTop: f32,
): void {
  const shares = positiveList(job, task, SHARES_OUTSIDE);
  const first = columnList(job, task, ASIDE_EXPONENTIALS);
  const toOther = columnList(job, task, ASIDE_EXPONENTIALS_OUTSIDE_TOP) - first;
  let at = first;
  for (let k = 0; k < numAside; k++) {
    const share = <f32>load<f64>(wideEntry(shares, k));
    const hasMore = top != NONE && k != top;
    const group = groupAside(job, task, k);
    const end = endOf(job, group);
    for (let m = firstOf(job, group); m < end; m += 4) {
      const more: f32 = hasMore ? load<f32>(at + toOther) * shareOutsideTop : 0;
      store<f32>(entry(row, load<i32>(m)), load<f32>(at) * share + more);
      at += 4;
    }
  }
}
