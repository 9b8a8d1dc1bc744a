import { entry, SoftmaxJob } from "./job";

// Choosing the hardest columns of a row: hardest-columns.ts of the TypeScript kernel. The candidates
// found so far are a heap whose root is the least hard.

/** Writes score − log p of each column, −infinity where the weight is 0. */
export function correctScores(job: SoftmaxJob, row: usize, weights: usize, logits: usize): void {
  const bytes = (<usize>job.columns) << 2;
  const logInverses = <usize>job.logInverses;
  const none = f32x4.splat(-f32.POSITIVE_INFINITY);
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const logit = f32x4.add(v128.load(row + at), v128.load(logInverses + at));
    const isOut = f32x4.eq(v128.load(weights + at), zero);
    v128.store(logits + at, v128.bitselect(none, logit, isOut));
  }
}

/**
 * Finds the candidates of the hardest columns, in order: the fewest that have `numColumns` columns
 * together, or all there are. Returns how many.
 */
export function chooseHardest(
  job: SoftmaxJob,
  logits: usize,
  hardest: usize,
  numColumns: f64,
): i32 {
  const columns = <i32>job.columns;
  const columnCounts = <usize>job.columnCounts;
  let size = 0;
  let held: f64 = 0;
  let threshold: f32 = -f32.POSITIVE_INFINITY;
  for (let first = 0; first < columns; first += 8) {
    const at = entry(logits, first);
    const least = f32x4.splat(threshold);
    const isAny = v128.or(
      f32x4.gt(v128.load(at), least),
      f32x4.gt(v128.load(at, 16), least),
    );
    if (!v128.any_true(isAny)) continue;
    for (let c = first; c < first + 8; c++) {
      // A later candidate is harder than the root only by a higher logit.
      if (load<f32>(entry(logits, c)) <= threshold) continue;
      held += <f64>load<i32>(entry(columnCounts, c));
      rise(logits, hardest, c, size);
      size++;
      for (;;) {
        const without = held - <f64>load<i32>(entry(columnCounts, load<i32>(hardest)));
        if (without < numColumns) break;
        held = without;
        size--;
        sink(logits, hardest, load<i32>(entry(hardest, size)), size);
      }
      if (held >= numColumns) threshold = load<f32>(entry(logits, load<i32>(hardest)));
    }
  }
  for (let last = size - 1; last > 0; last--) {
    const leastHard = load<i32>(hardest);
    sink(logits, hardest, load<i32>(entry(hardest, last)), last);
    store<i32>(entry(hardest, last), leastHard);
  }
  return size;
}

// @ts-ignore: decorator
@inline
function isHarder(logits: usize, a: i32, b: i32): bool {
  const x = load<f32>(entry(logits, a));
  const y = load<f32>(entry(logits, b));
  return x > y || (x == y && a < b);
}

/** Puts a candidate into the heap at its end, and lets it rise to its place. */
function rise(logits: usize, hardest: usize, candidate: i32, from: i32): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = load<i32>(entry(hardest, parent));
    if (!isHarder(logits, above, candidate)) break;
    store<i32>(entry(hardest, at), above);
    at = parent;
  }
  store<i32>(entry(hardest, at), candidate);
}

/** Puts a candidate into a heap of `size` in place of the root, and lets it sink to its place. */
function sink(logits: usize, hardest: usize, candidate: i32, size: i32): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    let below = load<i32>(entry(hardest, child));
    if (child + 1 < size) {
      const other = load<i32>(entry(hardest, child + 1));
      if (isHarder(logits, below, other)) {
        child++;
        below = other;
      }
    }
    if (!isHarder(logits, candidate, below)) break;
    store<i32>(entry(hardest, at), below);
    at = child;
  }
  store<i32>(entry(hardest, at), candidate);
}
