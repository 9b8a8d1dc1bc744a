import { exponentOf, mantissaOf } from "./binary.js";
import { logTail } from "./log-tail.js";

/** ln 2 in two parts: the first has 21 trailing zero bits, so its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * The natural logarithm in float64, with the same bits in every JavaScript engine (`Math.log` may
 * differ between them). Within 1 unit in the last place. The method is fdlibm's.
 *
 * `log(0)` is `-Infinity`; the logarithm of a negative number or of not-a-number is not a number.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  let exponent = exponentOf(x);
  let mantissa = mantissaOf(x);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const f = mantissa - 1;
  const correction = logTail(f) + exponent * LN2_LOW;
  return exponent * LN2_HIGH - (0.5 * f * f - correction - f);
}
