import { exponentOf, mantissaOf } from "./binary.js";
import { logTail } from "./log-tail.js";

/** 1 / ln 2 in two parts, the first a float32. */
const INVERSE_LN2_HIGH = 1.4426950216293335;
const INVERSE_LN2_LOW = 1.9259629911266175e-8;

/**
 * The logarithm to base 2 in float64, with the same bits in every JavaScript engine. Within 1 unit
 * in the last place; powers of two are exact.
 *
 * `log2(0)` is `-Infinity`; the logarithm of a negative number or of not-a-number is not a number.
 */
export function log2(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  let exponent = exponentOf(x);
  let mantissa = mantissaOf(x);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  // ln(mantissa) = high + low, where high has few enough bits for an exact product.
  const f = mantissa - 1;
  const halfSquare = 0.5 * f * f;
  const high = Math.fround(f - halfSquare);
  const low = f - high - halfSquare + logTail(f);
  const scaledHigh = high * INVERSE_LN2_HIGH;
  const scaledLow = (low + high) * INVERSE_LN2_LOW + low * INVERSE_LN2_HIGH;
  const sum = exponent + scaledHigh;
  return exponent - sum + scaledHigh + scaledLow + sum;
}
