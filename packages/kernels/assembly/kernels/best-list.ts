// Lists of the best scores seen, each with its index, as one key a score: the greater key is the better
// one, a higher score before a lower one and equal scores by rising index. A list is a heap whose root
// is the worst of it.

/**
 * A key holds the score's bits, made to rise with the score, above what falls as the index rises. Zeros
 * of both signs are equal; the lowest bit tells which it was, and never decides as no index comes twice.
 */
// @ts-ignore: decorator
@inline
export function keyOf(score: f32, index: i32): i64 {
  const bits = reinterpret<i32>(score);
  const isMinusZero = bits == i32.MIN_VALUE;
  const rising = isMinusZero ? 0 : bits ^ ((bits >> 31) & i32.MAX_VALUE);
  return ((<i64>rising) << 32) | ((<i64>(i32.MAX_VALUE - index)) << 1) | <i64>isMinusZero;
}

// @ts-ignore: decorator
@inline
export function scoreOf(key: i64): f32 {
  if ((key & 1) != 0) return -0.0;
  const rising = <i32>(key >> 32);
  return reinterpret<f32>(rising ^ ((rising >> 31) & i32.MAX_VALUE));
}

// @ts-ignore: decorator
@inline
export function indexOf(key: i64): i32 {
  return i32.MAX_VALUE - (<i32>((<u32>key) >> 1));
}

// @ts-ignore: decorator
@inline
function entry(list: usize, at: i32): usize {
  return list + ((<usize>at) << 3);
}

/** Adds a key to a list of less than its most. */
export function addKey(list: usize, size: i32, key: i64): void {
  let child = size;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    const above = load<i64>(entry(list, parent));
    if (above < key) break;
    store<i64>(entry(list, child), above);
    child = parent;
  }
  store<i64>(entry(list, child), key);
}

/** Puts a key in the place of the root, the worst of the list. */
export function replaceWorst(list: usize, size: i32, key: i64): void {
  let parent = 0;
  for (let child = 1; child < size; child = 2 * parent + 1) {
    let below = load<i64>(entry(list, child));
    if (child + 1 < size) {
      const other = load<i64>(entry(list, child + 1));
      child += <i32>(other < below);
      below = min(below, other);
    }
    if (key < below) break;
    store<i64>(entry(list, parent), below);
    parent = child;
  }
  store<i64>(entry(list, parent), key);
}

/** Orders a list, the best first; it is no heap any more. */
export function sortBestFirst(list: usize, size: i32): void {
  for (let last = size - 1; last > 0; last--) {
    const worst = load<i64>(list);
    const moved = load<i64>(entry(list, last));
    replaceWorst(list, last, moved);
    store<i64>(entry(list, last), worst);
  }
}
