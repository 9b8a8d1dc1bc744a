import { expUpToOverflow } from "./exp";

/** `tanh32` of the TypeScript kernels, step for step. */
// @ts-ignore: decorator
@inline
export function tanh32(x: v128): v128 {
  const size = f32x4.abs(x);
  const isSmall = f32x4.lt(size, f32x4.splat(0.625));
  const value = v128.bitselect(tanhOfSmall(size), tanhOfLarge(size), isSmall);
  const signed = v128.or(value, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(signed, i32x4.splat(0x7fc00000), f32x4.eq(x, x));
}

// @ts-ignore: decorator
@inline
function tanhOfSmall(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let y = f32x4.add(
    f32x4.mul(f32x4.splat(-0.00570498872745), z),
    f32x4.splat(0.0206390887954),
  );
  y = f32x4.add(f32x4.mul(y, z), f32x4.splat(-0.0537397155531));
  y = f32x4.add(f32x4.mul(y, z), f32x4.splat(0.133314422036));
  y = f32x4.add(f32x4.mul(y, z), f32x4.splat(-0.333332819422));
  return f32x4.add(x, f32x4.mul(f32x4.mul(y, z), x));
}

// @ts-ignore: decorator
@inline
function tanhOfLarge(x: v128): v128 {
  // From 10 on the result is 1, and that of 10 is too.
  const square = expUpToOverflow(f32x4.pmin(f32x4.add(x, x), f32x4.splat(20)));
  const one = f32x4.splat(1);
  return f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(square, one)));
}
