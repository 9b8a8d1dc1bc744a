const { fround } = Math;

const word = new Int32Array(1);
const float = new Float32Array(word.buffer);

const SMALLEST_NORMAL = 1.1754943508222875e-38;
/** 2²⁵ lifts every smaller number into the normal range. */
const LIFT = 33554432;
const LIFT_EXPONENT = 25;
/** The bits of √½: mantissas are taken from there to √2. */
const SQRT_HALF = 0x3f3504f3;
const ONE = 0x3f800000;
const EXPONENT_BIAS = 127;

/** ln 2 in two parts: the first has few enough bits for an exact product with the exponent. */
const LN2_HIGH = fround(0.69313812256);
const LN2_LOW = fround(9.0580006145e-6);

/** The polynomial of (log(1 + f) − f + f²/2) / s in s², with s = f / (2 + f), from the lowest power up. */
const C1 = fround(0.66666662693);
const C2 = fround(0.40000972152);
const C3 = fround(0.28498786688);
const C4 = fround(0.24279078841);

/**
 * The natural logarithm in float32: the specification, bit for bit, of the vector kernel's.
 *
 * The method is fdlibm's (Sun Microsystems, 1993) in FreeBSD's form for float32: x = 2ᵉ·(1 + f) with
 * 1 + f from √½ to √2, and a polynomial in s² for s = f / (2 + f). Every step is a float32 operation of
 * its own, none of them fused. Within 0.84 units in the last place of the true logarithm, never falling,
 * and exactly 0 at 1.
 *
 * `log32(0)` is `-Infinity`; the logarithm of a negative number or of not-a-number is not a number.
 */
export function log32(x: number): number {
  x = fround(x);
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  let exponent = -EXPONENT_BIAS;
  if (x < SMALLEST_NORMAL) {
    x *= LIFT;
    exponent -= LIFT_EXPONENT;
  }
  float[0] = x;
  const bits = word[0] + (ONE - SQRT_HALF);
  exponent += bits >> 23;
  word[0] = (bits & 0x7fffff) + SQRT_HALF;
  const f = fround(float[0] - 1);
  const s = fround(f / fround(2 + f));
  const z = fround(s * s);
  const w = fround(z * z);
  const even = fround(w * fround(C2 + fround(w * C4)));
  const odd = fround(z * fround(C1 + fround(w * C3)));
  const halfSquare = fround(fround(0.5 * f) * f);
  const tail = fround(s * fround(halfSquare + fround(even + odd)));
  const low = fround(fround(tail + fround(exponent * LN2_LOW)) - halfSquare);
  return fround(fround(low + f) + fround(exponent * LN2_HIGH));
}
