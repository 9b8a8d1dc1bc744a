import { ensure } from "../file-fault.js";
import type { Node } from "./batch.js";

/** Which values are not null; `undefined` where none is. */
export type Validity = ((row: number) => boolean) | undefined;

/** Checks that a buffer has all of a column's values. */
export function checkSize(buffer: Uint8Array, bytes: number): void {
  ensure(buffer.length >= bytes, "it has too few bytes for the values of a column.");
}

/**
 * Checks the bits that say which values are there.
 *
 * @throws FileFault if there are too few, or if they mark other than `nullCount` nulls.
 */
export function checkValidity(buffer: Uint8Array, { length, nullCount }: Node): Validity {
  if (nullCount === 0 && buffer.length === 0) return undefined;
  checkSize(buffer, Math.ceil(length / 8));
  const isValid = (row: number) => ((buffer[row >>> 3] >>> (row & 7)) & 1) === 1;
  let nulls = 0;
  for (let row = 0; row < length; row++) if (!isValid(row)) nulls++;
  ensure(nulls === nullCount, `a column has ${nulls} nulls where it says ${nullCount}.`);
  return nullCount === 0 ? undefined : isValid;
}

/** Reads integers of one to eight bytes. */
export function integersIn(
  buffer: Uint8Array,
  { bytes, isSigned }: { readonly bytes: number; readonly isSigned: boolean },
): (index: number) => number {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  switch (bytes) {
    case 1:
      return isSigned ? (i) => view.getInt8(i) : (i) => view.getUint8(i);
    case 2:
      return isSigned ? (i) => view.getInt16(2 * i, true) : (i) => view.getUint16(2 * i, true);
    case 4:
      return isSigned ? (i) => view.getInt32(4 * i, true) : (i) => view.getUint32(4 * i, true);
    default:
      return (i) => Number(view.getBigInt64(8 * i, true));
  }
}

/**
 * Checks that offsets never fall, and stay within `size`.
 *
 * @returns the last of them.
 */
export function checkOffsets(
  buffer: Uint8Array,
  {
    bytes,
    length,
    size,
  }: { readonly bytes: number; readonly length: number; readonly size: number },
): number {
  // Of no rows there may be no offsets.
  if (length === 0 && buffer.length === 0) return 0;
  checkSize(buffer, bytes * (length + 1));
  const offsetAt = integersIn(buffer, { bytes, isSigned: true });
  let last = 0;
  for (let i = 0; i <= length; i++) {
    const offset = offsetAt(i);
    ensure(offset >= last && offset <= size, "its rows point outside of its data.");
    last = offset;
  }
  return last;
}
