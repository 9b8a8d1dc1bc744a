import { exp, log } from "@towerkit/kernels";

/** Up to here a whole power is a product, which is exact where the logarithm's way is merely close. */
const LARGEST_PRODUCT = 64;

/**
 * `base` to the power of `exponent`, the same in every engine: within 1e-13 of the true value,
 * relatively, where the result is in float32's range. What is not a number, infinite or zero comes
 * out as of `Math.pow`.
 */
export function pow(base: number, exponent: number): number {
  const isWhole = Number.isInteger(exponent);
  if (isWhole && Math.abs(exponent) <= LARGEST_PRODUCT) return product(base, exponent);
  const isNegative = base < 0 || Object.is(base, -0);
  if (base < 0 && Number.isFinite(base) && !isWhole && Number.isFinite(exponent)) return Number.NaN;
  const size = exp(exponent * log(Math.abs(base)));
  return isNegative && isWhole && exponent % 2 !== 0 ? -size : size;
}

function product(base: number, exponent: number): number {
  let result = 1;
  let power = base;
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= power;
    power *= power;
  }
  return exponent < 0 ? 1 / result : result;
}
