import {
  C0,
  C1,
  C2,
  C3,
  C4,
  C5,
  EXPONENT_BIAS,
  LN2_HIGH,
  LN2_LOW,
  LOG2_E,
  OVERFLOWS_ABOVE,
  POWERS_OF_TWO,
  ROUNDER,
  VANISHES_BELOW,
} from "./exp32-constants.js";

const { fround } = Math;

/**
 * e to the power of `x` in float32: the specification, bit for bit, of the vector kernel's.
 *
 * The method is Cephes' `expf` (Moshier, 1989): x = n·ln 2 + r with |r| ≤ ½·ln 2, a polynomial of
 * degree 7 in r, and the exponent n added at the end. Every step is a float32 operation of its own,
 * none of them fused. The result is within 1e-7 of the true one, relatively, and within one unit in its
 * last place; it never falls.
 *
 * Below −87 the result is exactly 0 (the true one is below 1.7e-38); above 88.7228 it is infinity.
 */
export function exp32(x: number): number {
  x = fround(x);
  if (x < VANISHES_BELOW) return 0;
  if (!(x <= OVERFLOWS_ABOVE)) return x > 0 ? Infinity : Number.NaN;
  const n = fround(fround(fround(x * LOG2_E) + ROUNDER) - ROUNDER);
  const r = fround(fround(x - fround(n * LN2_HIGH)) - fround(n * LN2_LOW));
  let y = fround(fround(C5 * r) + C4);
  y = fround(fround(y * r) + C3);
  y = fround(fround(y * r) + C2);
  y = fround(fround(y * r) + C1);
  y = fround(fround(y * r) + C0);
  y = fround(fround(fround(fround(y * r) * r) + r) + 1);
  return fround(y * POWERS_OF_TWO[n + EXPONENT_BIAS]);
}
