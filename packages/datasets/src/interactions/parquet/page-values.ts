import type { Encoding, ParquetType } from "hyparquet";
import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import type { Allowance } from "../allowance.js";
import { ensure, FileFault } from "../file-fault.js";
import { endOfDeltas } from "./deltas.js";
import { checkPositions, checkRuns } from "./runs.js";

/** The values of a page, after its levels. */
export interface PageValues {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly encoding: Encoding;
  readonly type: ParquetType;
  /** How many bytes a value of fixed length has. */
  readonly typeLength: number | undefined;
  readonly count: number;
  /** How many distinct values the column's dictionary has; `undefined` if none came before. */
  readonly dictionarySize: number | undefined;
}

/**
 * Checks that a page can hold as many values as it claims, so that the library that decodes it neither
 * makes room for more nor runs on.
 *
 * @throws FileFault if it cannot, or for an encoding that the type does not have.
 */
export function checkPageValues(page: PageValues, allowance: Allowance): void {
  const { bytes, start, encoding, type, count } = page;
  const size = bytes.length - start;
  if (count === 0) return;
  switch (encoding) {
    case "PLAIN":
      ensure(plainBytes(page) <= size, TOO_FEW);
      break;
    case "PLAIN_DICTIONARY":
    case "RLE_DICTIONARY":
      checkDictionaryPositions(page);
      break;
    case "RLE":
      ensure(type === "BOOLEAN", `a page of ${type} is encoded as ${encoding}.`);
      checkRuns(prefixedRuns(bytes, start, { bitWidth: 1, count }));
      break;
    case "BYTE_STREAM_SPLIT":
      ensure(
        type !== "BYTE_ARRAY" && type !== "BOOLEAN",
        `a page of ${type} is encoded as ${encoding}.`,
      );
      ensure(plainBytes(page) <= size, TOO_FEW);
      break;
    case "DELTA_BINARY_PACKED": {
      ensure(type === "INT32" || type === "INT64", `a page of ${type} is encoded as ${encoding}.`);
      endOfDeltas(bytes, start, { count, maxWidth: type === "INT32" ? 32 : 64 });
      break;
    }
    case "DELTA_LENGTH_BYTE_ARRAY":
      checkLengths(page);
      break;
    case "DELTA_BYTE_ARRAY":
      checkPrefixes(page, allowance);
      break;
    default:
      throw new FileFault(`a page is encoded as ${encoding}, which cannot be read.`);
  }
}

const TOO_FEW = "a page has too few bytes for its values.";

/** Runs after four bytes that say how many bytes they take. */
export function prefixedRuns(
  bytes: Uint8Array,
  start: number,
  { bitWidth, count }: { bitWidth: number; count: number },
) {
  ensure(start + 4 <= bytes.length, TOO_FEW);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(start, true);
  const end = start + 4 + length;
  ensure(end <= bytes.length, TOO_FEW);
  return { bytes, start: start + 4, end, bitWidth, count };
}

/** How many bytes plain values take; of texts, the least that they can. */
function plainBytes({ type, typeLength, count }: PageValues): number {
  switch (type) {
    case "BOOLEAN":
      return Math.ceil(count / 8);
    case "INT64":
    case "DOUBLE":
      return 8 * count;
    case "INT96":
      return 12 * count;
    case "FIXED_LEN_BYTE_ARRAY":
      ensure(
        typeLength !== undefined && Number.isInteger(typeLength) && typeLength > 0,
        "a column of fixed length does not say how long.",
      );
      return typeLength * count;
    default:
      return 4 * count;
  }
}

function checkDictionaryPositions({ bytes, start, count, dictionarySize }: PageValues): void {
  ensure(dictionarySize !== undefined && dictionarySize > 0, "a page's dictionary is missing.");
  ensure(start < bytes.length, TOO_FEW);
  const bitWidth = bytes[start];
  // Of no bits, every position is the first, and there need be no runs.
  if (bitWidth === 0) return;
  checkPositions({ bytes, start: start + 1, end: bytes.length, bitWidth, count }, dictionarySize);
}

function checkLengths({ bytes, start, count }: PageValues): void {
  const { values, end } = lengthsAt(bytes, start, count);
  ensure(end + sum(values) <= bytes.length, TOO_FEW);
}

/** A text that begins as the one before it takes few bytes: what they add up to is counted. */
function checkPrefixes({ bytes, start, count }: PageValues, allowance: Allowance): void {
  const prefixes = lengthsAt(bytes, start, count);
  const suffixes = lengthsAt(bytes, prefixes.end, count);
  ensure(suffixes.end + sum(suffixes.values) <= bytes.length, TOO_FEW);
  let last = 0;
  for (let i = 0; i < count; i++) {
    ensure(prefixes.values[i] <= last, "a text begins with more than the text before it.");
    last = prefixes.values[i] + suffixes.values[i];
    allowance.takeBytes(last);
  }
}

function lengthsAt(bytes: Uint8Array, start: number, count: number) {
  const end = endOfDeltas(bytes, start, { count, maxWidth: 32 });
  const values = new Int32Array(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = { view, offset: start };
  deltaBinaryUnpack(reader, count, values);
  ensure(
    reader.offset === end && values.every((length) => length >= 0),
    "a text has an impossible length.",
  );
  return { values, end };
}

function sum(lengths: Int32Array): number {
  return lengths.reduce((total, length) => total + length, 0);
}
