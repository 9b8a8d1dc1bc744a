/** `log32` of the TypeScript kernels, step for step. */
// @ts-ignore: decorator
@inline
export function log32(x: v128): v128 {
  const isSmall = f32x4.lt(x, f32x4.splat(1.1754943508222875e-38));
  const lifted = v128.bitselect(f32x4.mul(x, f32x4.splat(33554432)), x, isSmall);
  const bits = i32x4.add(lifted, i32x4.splat(0x3f800000 - 0x3f3504f3));
  const bias = v128.bitselect(i32x4.splat(-152), i32x4.splat(-127), isSmall);
  const exponent = f32x4.convert_i32x4_s(i32x4.add(i32x4.shr_s(bits, 23), bias));
  const mantissa = i32x4.add(
    v128.and(bits, i32x4.splat(0x7fffff)),
    i32x4.splat(0x3f3504f3),
  );
  const f = f32x4.sub(mantissa, f32x4.splat(1));
  const s = f32x4.div(f, f32x4.add(f32x4.splat(2), f));
  const z = f32x4.mul(s, s);
  const w = f32x4.mul(z, z);
  const even = f32x4.mul(
    w,
    f32x4.add(f32x4.splat(0.40000972152), f32x4.mul(w, f32x4.splat(0.24279078841))),
  );
  const odd = f32x4.mul(
    z,
    f32x4.add(f32x4.splat(0.66666662693), f32x4.mul(w, f32x4.splat(0.28498786688))),
  );
  const halfSquare = f32x4.mul(f32x4.mul(f32x4.splat(0.5), f), f);
  const tail = f32x4.mul(s, f32x4.add(halfSquare, f32x4.add(even, odd)));
  const low = f32x4.sub(
    f32x4.add(tail, f32x4.mul(exponent, f32x4.splat(9.0580006145e-6))),
    halfSquare,
  );
  const high = f32x4.mul(exponent, f32x4.splat(0.69313812256));
  let value = f32x4.add(f32x4.add(low, f), high);
  const infinity = f32x4.splat(f32.POSITIVE_INFINITY);
  const zero = f32x4.splat(0);
  value = v128.bitselect(infinity, value, f32x4.eq(x, infinity));
  value = v128.bitselect(f32x4.neg(infinity), value, f32x4.eq(x, zero));
  return v128.bitselect(value, i32x4.splat(0x7fc00000), f32x4.ge(x, zero));
}
