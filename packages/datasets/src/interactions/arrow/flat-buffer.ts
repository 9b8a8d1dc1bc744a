import { ensure } from "../file-fault.js";

/** A FlatBuffers table: which of its fields are there, and where. */
export interface FlatTable {
  /** The position of the field in the given slot, or `undefined` where it has its default. */
  field(slot: number): number | undefined;
}

/**
 * Reads FlatBuffers, the encoding of Arrow's metadata, from bytes that may be damaged: every position is
 * checked against the bytes there are before it is read, and so is the length of every list.
 *
 * @see https://flatbuffers.dev/internals/
 */
export class FlatBuffer {
  readonly length: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint8(at: number): number {
    return this.#view.getUint8(this.#inside(at, 1));
  }

  int16(at: number): number {
    return this.#view.getInt16(this.#inside(at, 2), true);
  }

  int32(at: number): number {
    return this.#view.getInt32(this.#inside(at, 4), true);
  }

  /** A 64-bit count or offset: never negative, and small enough to be exact. */
  size(at: number): number {
    const size = Number(this.#view.getBigInt64(this.#inside(at, 8), true));
    ensure(Number.isSafeInteger(size) && size >= 0, `its metadata has ${size} for a length.`);
    return size;
  }

  /** The table that the offset at `at` points to. */
  table(at: number): FlatTable {
    const start = at + this.int32(at);
    const vtable = start - this.int32(start);
    const size = this.int16(vtable);
    return {
      field: (slot) => {
        const entry = 4 + 2 * slot;
        if (entry >= size) return undefined;
        const offset = this.int16(vtable + entry);
        return offset === 0 ? undefined : start + offset;
      },
    };
  }

  /** The positions of the entries of the list that the offset at `at` points to. */
  vector(at: number | undefined, stride: number): number[] {
    if (at === undefined) return [];
    const start = at + this.int32(at);
    const length = this.int32(start);
    this.#inside(start + 4, length * stride);
    return Array.from({ length }, (_, i) => start + 4 + i * stride);
  }

  /** How many bytes the string has that the offset at `at` points to. */
  stringLength(at: number): number {
    const start = at + this.int32(at);
    const length = this.int32(start);
    this.#inside(start + 4, length);
    return length;
  }

  string(at: number): string {
    const start = at + this.int32(at) + 4;
    const { buffer, byteOffset } = this.#view;
    return new TextDecoder().decode(
      new Uint8Array(buffer, byteOffset + start, this.stringLength(at)),
    );
  }

  #inside(at: number, length: number): number {
    ensure(
      at >= 0 && length >= 0 && at + length <= this.length,
      "its metadata points outside of itself.",
    );
    return at;
  }
}
