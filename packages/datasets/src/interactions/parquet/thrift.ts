import { ensure, FileFault } from "../file-fault.js";

/** The types of Thrift's compact protocol that Parquet uses. */
const BYTE = 3;
const I16 = 4;
const I32 = 5;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

const MAX_DEPTH = 24;

/**
 * Walks over a struct in Thrift's compact protocol and returns where it ends. The library that reads it
 * afterwards makes room for a list before it looks whether so many entries can follow.
 *
 * @throws FileFault for a struct that leaves the bytes, or that nests deeper than any in Parquet does.
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export function endOfStruct(bytes: Uint8Array, start: number, end: number): number {
  const reader = new ThriftWalker(bytes, start, end);
  reader.struct(0);
  return reader.at;
}

class ThriftWalker {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #end: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
  }

  struct(depth: number): void {
    ensure(depth < MAX_DEPTH, "its metadata nests too deeply.");
    for (;;) {
      const byte = this.#byte();
      const type = byte & 0x0f;
      if (type === 0) return;
      if (byte >> 4 === 0) this.#varint(5);
      this.#value(type, depth);
    }
  }

  #value(type: number, depth: number): void {
    if (type === 1 || type === 2) return;
    switch (type) {
      case BYTE:
        this.#skip(1);
        break;
      case I16:
      case I32:
        this.#varint(5);
        break;
      case I64:
        this.#varint(10);
        break;
      case DOUBLE:
        this.#skip(8);
        break;
      case BINARY:
        this.#skip(this.#varint(5));
        break;
      case LIST:
        this.#list(depth);
        break;
      case STRUCT:
        this.struct(depth + 1);
        break;
      default:
        throw new FileFault(`its metadata has a field of the unknown type ${type}.`);
    }
  }

  #list(depth: number): void {
    ensure(depth < MAX_DEPTH, "its metadata nests too deeply.");
    const byte = this.#byte();
    const type = byte & 0x0f;
    const length = byte >> 4 === 15 ? this.#varint(5) : byte >> 4;
    // Every entry takes a byte at least.
    ensure(length <= this.#end - this.at, "its metadata has a list longer than itself.");
    const entry = type === 1 || type === 2 ? BYTE : type;
    for (let i = 0; i < length; i++) this.#value(entry, depth + 1);
  }

  #varint(maxBytes: number): number {
    let value = 0;
    for (let i = 0; i < maxBytes; i++) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw new FileFault("its metadata has a number that is too long.");
  }

  #byte(): number {
    this.#skip(1);
    return this.#bytes[this.at - 1];
  }

  #skip(length: number): void {
    ensure(length <= this.#end - this.at, "its metadata is cut off.");
    this.at += length;
  }
}
