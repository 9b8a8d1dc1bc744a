/** The next lower float32; −infinity stays. */
export function justBelow(x: f32): f32 {
  if (x == -f32.POSITIVE_INFINITY) return x;
  if (x == 0) return -f32.MIN_VALUE;
  const bits = reinterpret<i32>(x);
  return reinterpret<f32>(bits + (x > 0 ? -1 : 1));
}
