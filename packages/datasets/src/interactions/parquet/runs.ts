import { ensure } from "../file-fault.js";

/** The hybrid of runs and bit-packed values that levels, dictionary positions and booleans are in. */
export interface Hybrid {
  readonly bytes: Uint8Array;
  readonly start: number;
  /** Where the runs must have ended. */
  readonly end: number;
  readonly bitWidth: number;
  /** How many values they must give. */
  readonly count: number;
}

/** Called for every stretch of values, in order. */
interface RunVisitor {
  run(count: number, value: number): void;
  packed(count: number, start: number): void;
}

const IGNORE: RunVisitor = { run() {}, packed() {} };
/** The library gathers packed values in 32 bits, of which up to 7 are still taken. */
const MAX_PACKED_WIDTH = 24;

/**
 * Checks that runs give exactly as many values as they should, from bytes that are there. Only the last
 * bit-packed stretch may give more: it is padded to eight values.
 *
 * @throws FileFault if they do not.
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
export function checkRuns({ bytes, start, end, bitWidth, count }: Hybrid, visit = IGNORE): void {
  ensure(bitWidth <= 32 && end <= bytes.length, "a page's values are wider than any can be.");
  const runBytes = (bitWidth + 7) >> 3;
  let at = start;
  let seen = 0;
  while (seen < count) {
    let header = 0;
    let shift = 0;
    do {
      ensure(at < end && shift < 35, "a page ends before its values do.");
      header += (bytes[at] & 0x7f) * 2 ** shift;
      shift += 7;
    } while (bytes[at++] >= 0x80);
    const length = Math.floor(header / 2);
    if (header % 2 === 0) {
      ensure(length <= count - seen, "a run in a page is longer than the page.");
      ensure(at + runBytes <= end, "a page ends before its values do.");
      const value = numberAt(bytes, at, runBytes);
      ensure(value < 2 ** bitWidth, "a run in a page is of a value that its bits cannot hold.");
      visit.run(length, value);
      at += runBytes;
      seen += length;
    } else {
      ensure(bitWidth <= MAX_PACKED_WIDTH, "a page's values are wider than any can be.");
      // The last stretch may be cut off where its padding begins.
      const values = Math.min(length * 8, count - seen);
      ensure(length * 8 < count - seen + 8, "a run in a page is longer than the page.");
      ensure(at + length * bitWidth <= bytes.length, "a page ends before its values do.");
      ensure(at + Math.ceil((values * bitWidth) / 8) <= end, "a page ends before its values do.");
      visit.packed(values, at);
      at += length * bitWidth;
      seen += values;
    }
  }
}

function numberAt(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value += bytes[at + i] * 2 ** (8 * i);
  return value;
}

/**
 * Checks levels, and counts how many of them are `counted`.
 *
 * @throws FileFault also for a level above `max`.
 */
export function countLevels(runs: Hybrid, max: number, counted: number): number {
  let found = 0;
  eachValue(runs, (level, times) => {
    ensure(level <= max, "a page nests its values deeper than the schema does.");
    if (level === counted) found += times;
  });
  return found;
}

/**
 * Checks positions in a dictionary of `size` values.
 *
 * @throws FileFault also for a position outside of it.
 */
export function checkPositions(runs: Hybrid, size: number): void {
  eachValue(runs, (position) => {
    ensure(position < size, "a page points outside of its dictionary.");
  });
}

function eachValue(runs: Hybrid, use: (value: number, times: number) => void): void {
  const { bytes, bitWidth } = runs;
  const mask = 2 ** bitWidth - 1;
  checkRuns(runs, {
    run: (count, value) => use(value, count),
    packed(count, start) {
      for (let i = 0, bit = start * 8; i < count; i++, bit += bitWidth) {
        const at = bit >>> 3;
        const four =
          bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
        use((four >>> (bit & 7)) & mask, 1);
      }
    },
  });
}
