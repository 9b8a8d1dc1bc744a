import type { TopKInput } from "./input.js";

/**
 * The best scores of a row, best first, equal scores by rising index. The input must have been checked.
 *
 * One pass over the row with a heap whose root is the worst of those kept. Indices rise, so a score
 * equal to the root's comes too late and need not be looked at.
 *
 * @returns how many were found.
 */
export function topK({ scores, k, indices, values }: TopKInput): number {
  let size = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i];
    if (score === -Infinity) continue;
    if (size < k) {
      indices[size] = i;
      values[size] = score;
      siftUp(indices, values, size);
      size += 1;
    } else if (score > values[0]) {
      indices[0] = i;
      values[0] = score;
      siftDown(indices, values, size);
    }
  }
  for (let end = size - 1; end > 0; end--) {
    swap(indices, values, 0, end);
    siftDown(indices, values, end);
  }
  return size;
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
