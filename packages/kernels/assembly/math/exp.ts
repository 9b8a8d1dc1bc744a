/** Adding and taking away 1.5 · 2²³ rounds to a whole number, which the lowest bits then hold. */
const ROUNDER: f32 = 12582912;
/** Below it the exponential is 0. */
export const VANISHES_BELOW: f32 = -87;

/** `exp32` of the TypeScript kernels, step for step. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const infinity = f32x4.splat(f32.POSITIVE_INFINITY);
  const overflows = f32x4.gt(x, f32x4.splat(88.72283172607422));
  const value = v128.bitselect(infinity, expUpToOverflow(x), overflows);
  const positive = v128.andnot(value, vanishes(x));
  return v128.bitselect(positive, i32x4.splat(0x7fc00000), f32x4.eq(x, x));
}

/** The same for x from −87 to where the result leaves the range of float32. */
// @ts-ignore: decorator
@inline
export function expUpToOverflow(x: v128): v128 {
  // The last bits of what was rounded hold n: added to the exponent, they multiply by 2ⁿ.
  return i32x4.add(expOfRest(restOf(x)), i32x4.shl(roundedOf(x), 23));
}

/**
 * e to the power of x for x up to 0: `exp32` of the TypeScript kernels, step for step. What it gives for
 * x above 0 is of no use.
 */
// @ts-ignore: decorator
@inline
export function expUpToZero(x: v128): v128 {
  const value = f32x4.mul(expOfRest(restOf(x)), powerOfTwo(x));
  return v128.andnot(value, vanishes(x));
}

// The same in parts, so that a loop may do each for several vectors.

/** x as n · ln 2 + r: the whole number n, with the rounder on top of it. */
// @ts-ignore: decorator
@inline
function roundedOf(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), f32x4.splat(ROUNDER));
}

/** r of x. */
// @ts-ignore: decorator
@inline
export function restOf(x: v128): v128 {
  const n = f32x4.sub(roundedOf(x), f32x4.splat(ROUNDER));
  const high = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  return f32x4.sub(high, f32x4.mul(n, f32x4.splat(-0.00021219444)));
}

/** 2 to the power of n, of x. */
// @ts-ignore: decorator
@inline
export function powerOfTwo(x: v128): v128 {
  return i32x4.shl(i32x4.add(roundedOf(x), i32x4.splat(127)), 23);
}

/** Where the exponential of x is 0, whatever its parts are. */
// @ts-ignore: decorator
@inline
export function vanishes(x: v128): v128 {
  return f32x4.lt(x, f32x4.splat(VANISHES_BELOW));
}

/** e to the power of r, from −½ · ln 2 to ½ · ln 2. */
// @ts-ignore: decorator
@inline
export function expOfRest(r: v128): v128 {
  let y = f32x4.add(f32x4.mul(f32x4.splat(0.000198756915), r), f32x4.splat(0.0013981999507));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.0083334519073));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.041665795894));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.16666665459));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.50000001201));
  return f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(y, r), r), r), f32x4.splat(1));
}
