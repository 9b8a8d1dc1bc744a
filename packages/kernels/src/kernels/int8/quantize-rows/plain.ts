import { rowsOf } from "../../../runtime/resident-matrix.js";
import type { QuantizeRowsInput } from "./input.js";

const { fround } = Math;

const GREATEST = 127;
/** Adding it rounds a smaller number to a whole one, half to even, in float32. */
const ROUNDER = 12582912;

/**
 * Rows as int8, each with a scale of its own. The input must have been checked.
 *
 * The scale is the row's greatest magnitude / 127, rounded to float32. A value is divided by it, rounded
 * to float32, then to a whole number, half to even. Only where the scale is so small that it has lost
 * digits (below 1e-37) can that be beyond 127, and then it is 127; a scale that is 0 makes a row of zeros.
 */
export function quantizeRows({ values, dim, out, scales }: QuantizeRowsInput): void {
  const from = rowsOf(values);
  const to = rowsOf(out);
  const scaleOfRow = rowsOf(scales);
  for (let row = 0; row < scaleOfRow.length; row++) {
    const start = row * dim;
    let greatest = 0;
    for (let i = start; i < start + dim; i++) {
      const magnitude = Math.abs(from[i]);
      if (magnitude > greatest) greatest = magnitude;
    }
    const scale = fround(greatest / GREATEST);
    scaleOfRow[row] = scale;
    for (let i = start; i < start + dim; i++) to[i] = scale === 0 ? 0 : quantized(from[i], scale);
  }
}

function quantized(value: number, scale: number): number {
  const quotient = fround(value / scale);
  if (quotient >= GREATEST) return GREATEST;
  if (quotient <= -GREATEST) return -GREATEST;
  return fround(quotient + ROUNDER) - ROUNDER;
}
