import { ensure, FileFault } from "../file-fault.js";

const MAX_BLOCK_VALUES = 2 ** 20;

/**
 * Checks that delta-encoded integers are as many as the page says, in blocks that are there, and returns
 * where they end.
 *
 * @throws FileFault if they are not.
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/#delta-encoding-delta_binary_packed--5
 */
export function endOfDeltas(
  bytes: Uint8Array,
  start: number,
  { count, maxWidth }: { count: number; maxWidth: 32 | 64 },
): number {
  const reader = { bytes, at: start };
  const blockValues = varint(reader);
  const parts = varint(reader);
  const claimed = varint(reader);
  skipVarint(reader);
  ensure(claimed === count, `a page has ${claimed} values where it says ${count}.`);
  const partValues = blockValues / parts;
  ensure(
    blockValues > 0 &&
      blockValues <= MAX_BLOCK_VALUES &&
      Number.isInteger(partValues) &&
      partValues % 8 === 0,
    "a page's blocks of deltas have an impossible size.",
  );
  let left = count - 1;
  while (left > 0) {
    skipVarint(reader);
    const widths = reader.at;
    reader.at += parts;
    for (let part = 0; part < parts && left > 0; part++) {
      const width = bytes[widths + part] ?? maxWidth + 1;
      ensure(width <= maxWidth, "a page's deltas are wider than its values.");
      reader.at += (partValues / 8) * width;
      left -= partValues;
    }
    ensure(reader.at <= bytes.length, CUT_OFF);
  }
  return reader.at;
}

const CUT_OFF = "a page ends before its values do.";

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function varint(reader: Reader): number {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    ensure(reader.at < reader.bytes.length, CUT_OFF);
    const byte = reader.bytes[reader.at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw new FileFault("a page has a number that is too long.");
}

function skipVarint(reader: Reader): void {
  for (let i = 0; i < 10; i++) {
    ensure(reader.at < reader.bytes.length, CUT_OFF);
    if (reader.bytes[reader.at++] < 0x80) return;
  }
  throw new FileFault("a page has a number that is too long.");
}
