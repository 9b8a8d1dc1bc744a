import { ArrowFault } from "./arrow-fault.js";

export type Numbers =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** What numbers a buffer holds. */
export type NumberType =
  | { readonly kind: "integer"; readonly bits: 8 | 16 | 32; readonly signed: boolean }
  | { readonly kind: "float"; readonly bits: 32 | 64 };

/** The first `length` numbers of a buffer: read in place where the processor can, else copied. */
export function numbersIn(buffer: Uint8Array, type: NumberType, length: number): Numbers {
  const size = (length * type.bits) / 8;
  if (buffer.length < size) {
    throw new ArrowFault(`it has too few bytes for the ${length} values of a column.`);
  }
  const Values = arrayOf(type);
  const used = buffer.subarray(0, size);
  const inPlace = used.byteOffset % Values.BYTES_PER_ELEMENT === 0 ? used : new Uint8Array(used);
  return new Values(inPlace.buffer as ArrayBuffer, inPlace.byteOffset, length);
}

/** Where each of `length` rows begins, and the last one ends. Of no rows there may be none. */
export function offsetsIn(buffer: Uint8Array, length: number): Int32Array {
  const count = length === 0 && buffer.length === 0 ? 0 : length + 1;
  return numbersIn(buffer, { kind: "integer", bits: 32, signed: true }, count) as Int32Array;
}

function arrayOf(type: NumberType) {
  if (type.kind === "float") return type.bits === 32 ? Float32Array : Float64Array;
  switch (type.bits) {
    case 8:
      return type.signed ? Int8Array : Uint8Array;
    case 16:
      return type.signed ? Int16Array : Uint16Array;
    case 32:
      return type.signed ? Int32Array : Uint32Array;
  }
}
