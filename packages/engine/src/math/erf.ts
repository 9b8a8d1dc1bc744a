import { exp } from "@towerkit/kernels";

const TWO_OVER_ROOT_PI = 1.1283791670955126;
/** The terms of the series that its sum needs below 1, where the next is less than 1e-9 of it. */
const TERMS = 11;

/**
 * The error function, the same in every engine: within 1e-9 of the true value, relatively, where |x| < 1,
 * and within 1.5e-7 beyond, where it is formula 7.1.26 of Abramowitz and Stegun (1964).
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 1) return series(x);
  const t = 1 / (1 + 0.3275911 * size);
  const polynomial =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * exp(-size * size));
}

/** Maclaurin's: 2/√π · Σ (−1)ⁿ · x²ⁿ⁺¹ / (n! · (2n + 1)). */
function series(x: number): number {
  const square = x * x;
  let power = 1;
  let sum = 1;
  for (let n = 1; n <= TERMS; n++) {
    power *= -square / n;
    sum += power / (2 * n + 1);
  }
  return TWO_OVER_ROOT_PI * sum * x;
}
