/**
 * The best scores seen so far, each with its index: a heap whose root is the worst of them. A higher
 * score is better, and of equal scores the one of the lower index.
 */
export interface BestList {
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/**
 * Puts the scores that are good enough into a list of at most `most`, and passes over `-Infinity`.
 * Indices must rise from call to call: a score equal to the root's comes too late.
 *
 * @param first - the index of the first score.
 * @returns the list's new size.
 */
export function selectBest(
  { indices, values }: BestList,
  { size, most }: { readonly size: number; readonly most: number },
  scores: Float32Array,
  first: number,
): number {
  let held = size;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i];
    if (score === -Infinity) continue;
    if (held < most) {
      indices[held] = first + i;
      values[held] = score;
      siftUp(indices, values, held);
      held += 1;
    } else if (score > values[0]) {
      indices[0] = first + i;
      values[0] = score;
      siftDown(indices, values, held);
    }
  }
  return held;
}

/** Orders a list, the best first; it is no heap any more. */
export function sortBestFirst({ indices, values }: BestList, size: number): void {
  for (let end = size - 1; end > 0; end--) {
    swap(indices, values, 0, end);
    siftDown(indices, values, end);
  }
}

/** Whether entry `a` ranks behind entry `b`. */
function isWorse(indices: Int32Array, values: Float32Array, a: number, b: number): boolean {
  const valueA = values[a];
  const valueB = values[b];
  return valueA < valueB || (valueA === valueB && indices[a] > indices[b]);
}

function swap(indices: Int32Array, values: Float32Array, a: number, b: number): void {
  const index = indices[a];
  const value = values[a];
  indices[a] = indices[b];
  values[a] = values[b];
  indices[b] = index;
  values[b] = value;
}

function siftUp(indices: Int32Array, values: Float32Array, from: number): void {
  let child = from;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isWorse(indices, values, child, parent)) return;
    swap(indices, values, child, parent);
    child = parent;
  }
}

/** Lets the root sink to its place among the first `size` entries. */
function siftDown(indices: Int32Array, values: Float32Array, size: number): void {
  let parent = 0;
  for (;;) {
    let worst = parent;
    for (let child = 2 * parent + 1; child <= 2 * parent + 2 && child < size; child++) {
      if (isWorse(indices, values, child, worst)) worst = child;
    }
    if (worst === parent) return;
    swap(indices, values, parent, worst);
    parent = worst;
  }
}
