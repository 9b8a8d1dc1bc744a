import { powerOfTwo } from "./binary.js";

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;
const OVERFLOWS_ABOVE = 709.782712893384;
const VANISHES_BELOW = -745.1332191019412;

/**
 * e to the power of `x` in float64, with the same bits in every JavaScript engine (`Math.exp` may
 * differ between them). Within 1 unit in the last place. The method is fdlibm's: x = k·ln 2 + r, and
 * a rational approximation of e^r.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > OVERFLOWS_ABOVE) return Infinity;
  if (x < VANISHES_BELOW) return 0;
  const k = Math.floor(INVERSE_LN2 * x + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t *
              (0.00006613756321437934 +
                t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  // Two factors, because 2^k itself leaves the range of normal numbers at both ends.
  const half = k >> 1;
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}
