import { justBelow } from "../math/just-below";
import { addKey, keyOf, replaceWorst, scoreOf } from "./best-list";

/** Scores are looked through so many at a time. */
export const SCAN: i32 = 16;

/**
 * Puts the scores that are good enough into a list of the best, and returns its size. Scores of
 * −infinity are passed over. Indices must rise from call to call.
 *
 * @param scores - their number is a multiple of 16; `first` is the index of the first of them.
 * @param most - how many the list may hold.
 * @param floor - a score below it cannot be among the best, whatever this list holds.
 */
export function selectBest(
  scores: usize,
  bytes: usize,
  first: i32,
  list: usize,
  size: i32,
  most: i32,
  floor: f32,
): i32 {
  // A score must be above this one.
  let bar = justBelow(floor);
  if (size == most) bar = max(bar, scoreOf(load<i64>(list)));
  let bars = f32x4.splat(bar);
  for (let at: usize = 0; at < bytes; at += 64) {
    const m0 = f32x4.gt(v128.load(scores + at), bars);
    const m1 = f32x4.gt(v128.load(scores + at, 16), bars);
    const m2 = f32x4.gt(v128.load(scores + at, 32), bars);
    const m3 = f32x4.gt(v128.load(scores + at, 48), bars);
    if (!v128.any_true(v128.or(v128.or(m0, m1), v128.or(m2, m3)))) continue;
    const low = i16x8.narrow_i32x4_s(m0, m1);
    const high = i16x8.narrow_i32x4_s(m2, m3);
    for (
      let above = i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
      above != 0;
      above &= above - 1
    ) {
      const place = ctz(above);
      const score = load<f32>(scores + at + ((<usize>place) << 2));
      if (!(score > bar)) continue;
      const key = keyOf(score, first + <i32>(at >> 2) + place);
      if (size < most) {
        addKey(list, size++, key);
      } else {
        replaceWorst(list, size, key);
      }
      if (size == most) bar = max(bar, scoreOf(load<i64>(list)));
    }
    bars = f32x4.splat(bar);
  }
  return size;
}

/** Whether all scores are finite; their number is a multiple of 16. */
export function areFinite(scores: usize, bytes: usize): bool {
  const zero = f32x4.splat(0);
  let p0 = zero, p1 = zero, p2 = zero, p3 = zero;
  for (let at: usize = 0; at < bytes; at += 64) {
    p0 = f32x4.add(p0, f32x4.mul(v128.load(scores + at), zero));
    p1 = f32x4.add(p1, f32x4.mul(v128.load(scores + at, 16), zero));
    p2 = f32x4.add(p2, f32x4.mul(v128.load(scores + at, 32), zero));
    p3 = f32x4.add(p3, f32x4.mul(v128.load(scores + at, 48), zero));
  }
  const sum = f32x4.add(f32x4.add(p0, p1), f32x4.add(p2, p3));
  return v128.all_true<i32>(f32x4.eq(sum, zero));
}
