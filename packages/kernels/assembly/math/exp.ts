/**
 * e to the power of x for x up to 0: `exp32` of the TypeScript kernels, step for step. What it gives for
 * x above 0 is of no use.
 */
// @ts-ignore: decorator
@inline
export function expUpToZero(x: v128): v128 {
  const rounder = f32x4.splat(12582912);
  const n = f32x4.sub(f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), rounder), rounder);
  const high = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  const r = f32x4.sub(high, f32x4.mul(n, f32x4.splat(-0.00021219444)));
  let y = f32x4.add(f32x4.mul(f32x4.splat(0.000198756915), r), f32x4.splat(0.0013981999507));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.0083334519073));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.041665795894));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.16666665459));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.50000001201));
  y = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(y, r), r), r), f32x4.splat(1));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
  const value = f32x4.mul(y, i32x4.shl(exponent, 23));
  return v128.andnot(value, f32x4.lt(x, f32x4.splat(-87)));
}
