import { log } from "@towerkit/kernels";

/** Below this size the series is exact to 1e-16, and above it what 1 takes away is no more than 1e-11. */
const SMALL = 1e-5;

/** The logarithm of 1 + `x`: within 1e-10 of the true value, relatively, in every engine alike. */
export function log1p(x: number): number {
  if (Math.abs(x) < SMALL) return x * (1 - x * (0.5 - x / 3));
  return log(1 + x);
}
