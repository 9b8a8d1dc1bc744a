/**
 * How many scores of a row are above `threshold`, plus how many of the first `before` equal it.
 *
 * @param count - how many scores there are, a multiple of 4.
 */
export function countAhead(row: usize, count: i32, threshold: f32, before: i32): i32 {
  const t = f32x4.splat(threshold);
  let minus = i32x4.splat(0);
  for (let c = 0; c < count; c += 4) {
    minus = i32x4.add(minus, f32x4.gt(v128.load(row + ((<usize>c) << 2)), t));
  }
  let c = 0;
  for (; c + 4 <= before; c += 4) {
    minus = i32x4.add(minus, f32x4.eq(v128.load(row + ((<usize>c) << 2)), t));
  }
  let ahead = -(
    i32x4.extract_lane(minus, 0) +
    i32x4.extract_lane(minus, 1) +
    i32x4.extract_lane(minus, 2) +
    i32x4.extract_lane(minus, 3)
  );
  for (; c < before; c++) {
    if (load<f32>(row + ((<usize>c) << 2)) == threshold) ahead++;
  }
  return ahead;
}
