import { powerOfTwo } from "./binary.js";

const { fround } = Math;

/** Below it the result is 0: every smaller one would be among the smallest normal float32s. */
export const VANISHES_BELOW = -87;
/** The largest float32 whose exponential is finite in float32. */
export const OVERFLOWS_ABOVE = 88.72283172607422;

export const LOG2_E = fround(Math.LOG2E);
/** ln 2 in two parts: the first has few enough bits for an exact product with the exponent. */
export const LN2_HIGH = fround(0.693359375);
export const LN2_LOW = fround(-0.00021219444);
/** Adding and taking away 1.5 · 2²³ rounds a float32 to a whole number, halves to even. */
export const ROUNDER = 12582912;

/** The polynomial of (e^r − 1 − r) / r², from the highest power down. */
export const C5 = fround(0.000198756915);
export const C4 = fround(0.0013981999507);
export const C3 = fround(0.0083334519073);
export const C2 = fround(0.041665795894);
export const C1 = fround(0.16666665459);
export const C0 = fround(0.50000001201);

const LEAST_EXPONENT = -126;
const GREATEST_EXPONENT = 128;

/** 2ⁿ at `n + EXPONENT_BIAS`. In float64, as the last of them is no float32. */
export const POWERS_OF_TWO = Float64Array.from(
  { length: GREATEST_EXPONENT - LEAST_EXPONENT + 1 },
  (_, i) => powerOfTwo(i + LEAST_EXPONENT),
);
export const EXPONENT_BIAS = -LEAST_EXPONENT;
