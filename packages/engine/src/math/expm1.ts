import { exp } from "@towerkit/kernels";

/** Below this size the series is exact to 1e-16, and above it what 1 takes away is no more than 1e-11. */
const SMALL = 1e-5;

/** e to the power of `x`, less 1: within 1e-10 of the true value, relatively, in every engine alike. */
export function expm1(x: number): number {
  if (Math.abs(x) < SMALL) return x * (1 + x * (0.5 + x / 6));
  return exp(x) - 1;
}
