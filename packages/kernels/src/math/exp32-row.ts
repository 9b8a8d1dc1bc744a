import { exp32 } from "./exp32.js";
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

/** Which values to replace, and what to take away from each first. */
export interface ExponentialRange {
  readonly start: number;
  /** One past the last. */
  readonly end: number;
  readonly base: number;
}

/**
 * Replaces values by `exp32(value - base)`, with the bits of one call each.
 *
 * Four neighbours go through each step together. Alone, every step of a value waits for the one before;
 * so the processor has four to do meanwhile, which is a third faster here, measured.
 */
export function exp32Row(values: Float32Array, { start, end, base }: ExponentialRange): void {
  let i = start;
  for (; i + 4 <= end; i += 4) {
    const a = fround(values[i + 0] - base);
    const b = fround(values[i + 1] - base);
    const c = fround(values[i + 2] - base);
    const d = fround(values[i + 3] - base);
    if (!(isOrdinary(a) && isOrdinary(b) && isOrdinary(c) && isOrdinary(d))) {
      values[i + 0] = exp32(a);
      values[i + 1] = exp32(b);
      values[i + 2] = exp32(c);
      values[i + 3] = exp32(d);
      continue;
    }
    const na = fround(fround(fround(a * LOG2_E) + ROUNDER) - ROUNDER);
    const nb = fround(fround(fround(b * LOG2_E) + ROUNDER) - ROUNDER);
    const nc = fround(fround(fround(c * LOG2_E) + ROUNDER) - ROUNDER);
    const nd = fround(fround(fround(d * LOG2_E) + ROUNDER) - ROUNDER);
    const ra = fround(fround(a - fround(na * LN2_HIGH)) - fround(na * LN2_LOW));
    const rb = fround(fround(b - fround(nb * LN2_HIGH)) - fround(nb * LN2_LOW));
    const rc = fround(fround(c - fround(nc * LN2_HIGH)) - fround(nc * LN2_LOW));
    const rd = fround(fround(d - fround(nd * LN2_HIGH)) - fround(nd * LN2_LOW));
    let ya = fround(fround(C5 * ra) + C4);
    let yb = fround(fround(C5 * rb) + C4);
    let yc = fround(fround(C5 * rc) + C4);
    let yd = fround(fround(C5 * rd) + C4);
    ya = fround(fround(ya * ra) + C3);
    yb = fround(fround(yb * rb) + C3);
    yc = fround(fround(yc * rc) + C3);
    yd = fround(fround(yd * rd) + C3);
    ya = fround(fround(ya * ra) + C2);
    yb = fround(fround(yb * rb) + C2);
    yc = fround(fround(yc * rc) + C2);
    yd = fround(fround(yd * rd) + C2);
    ya = fround(fround(ya * ra) + C1);
    yb = fround(fround(yb * rb) + C1);
    yc = fround(fround(yc * rc) + C1);
    yd = fround(fround(yd * rd) + C1);
    ya = fround(fround(ya * ra) + C0);
    yb = fround(fround(yb * rb) + C0);
    yc = fround(fround(yc * rc) + C0);
    yd = fround(fround(yd * rd) + C0);
    ya = fround(fround(fround(fround(ya * ra) * ra) + ra) + 1);
    yb = fround(fround(fround(fround(yb * rb) * rb) + rb) + 1);
    yc = fround(fround(fround(fround(yc * rc) * rc) + rc) + 1);
    yd = fround(fround(fround(fround(yd * rd) * rd) + rd) + 1);
    values[i + 0] = ya * POWERS_OF_TWO[na + EXPONENT_BIAS];
    values[i + 1] = yb * POWERS_OF_TWO[nb + EXPONENT_BIAS];
    values[i + 2] = yc * POWERS_OF_TWO[nc + EXPONENT_BIAS];
    values[i + 3] = yd * POWERS_OF_TWO[nd + EXPONENT_BIAS];
  }
  for (; i < end; i++) values[i] = exp32(values[i] - base);
}

function isOrdinary(x: number): boolean {
  return x >= VANISHES_BELOW && x <= OVERFLOWS_ABOVE;
}
