/** `exp32` of the TypeScript kernels, step for step. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const infinity = f32x4.splat(f32.POSITIVE_INFINITY);
  const overflows = f32x4.gt(x, f32x4.splat(88.72283172607422));
  const value = v128.bitselect(infinity, expUpToOverflow(x), overflows);
  const positive = v128.andnot(value, f32x4.lt(x, f32x4.splat(-87)));
  return v128.bitselect(positive, i32x4.splat(0x7fc00000), f32x4.eq(x, x));
}

/** The same for x up to 0; what it gives for others is of no use. */
// @ts-ignore: decorator
@inline
export function expUpToZero(x: v128): v128 {
  return v128.andnot(expUpToOverflow(x), f32x4.lt(x, f32x4.splat(-87)));
}

/** The same for x from −87 to where the result leaves the range of float32. */
// @ts-ignore: decorator
@inline
export function expUpToOverflow(x: v128): v128 {
  const rounder = f32x4.splat(12582912);
  const rounded = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), rounder);
  const n = f32x4.sub(rounded, rounder);
  const high = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  const r = f32x4.sub(high, f32x4.mul(n, f32x4.splat(-0.00021219444)));
  let y = f32x4.add(f32x4.mul(f32x4.splat(0.000198756915), r), f32x4.splat(0.0013981999507));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.0083334519073));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.041665795894));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.16666665459));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.50000001201));
  y = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(y, r), r), r), f32x4.splat(1));
  // The last bits of what was rounded hold n: added to the exponent, y · 2ⁿ.
  return i32x4.add(y, i32x4.shl(rounded, 23));
}
