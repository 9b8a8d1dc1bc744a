import type { RecordCursor } from "./record-cursor.js";

const ZERO = 48;
const NINE = 57;
const POINT = 46;
const MOST_DIGITS = 15;

/**
 * Reads a field as a whole number. What is not a plain decimal number from 0, of at most 15 digits
 * and without leading zeros, reads as not-a-number.
 */
export function wholeNumberAt({ bytes, starts, ends }: RecordCursor, field: number): number {
  return digits(bytes, starts[field], ends[field]);
}

/** Reads a field as a whole number, with or without a point and at most 6 digits behind it. */
export function decimalAt({ bytes, starts, ends }: RecordCursor, field: number): number {
  const end = ends[field];
  let point = starts[field];
  while (point < end && bytes[point] !== POINT) point++;
  const whole = digits(bytes, starts[field], point);
  if (point === end) return whole;
  let fraction = 0;
  let scale = 1;
  for (let at = point + 1; at < end; at++) {
    const digit = bytes[at] - ZERO;
    if (digit < 0 || digit > 9 || scale === 1e6) return Number.NaN;
    fraction = fraction * 10 + digit;
    scale *= 10;
  }
  return scale === 1 ? Number.NaN : whole + fraction / scale;
}

function digits(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0 || length > MOST_DIGITS) return Number.NaN;
  if (bytes[start] === ZERO && length > 1) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte < ZERO || byte > NINE) return Number.NaN;
    value = value * 10 + (byte - ZERO);
  }
  return value;
}

/** Reads a text as a whole number from 0 without leading zeros, or not-a-number. */
export function wholeNumber(text: string): number {
  return /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : Number.NaN;
}
