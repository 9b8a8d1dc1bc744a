import { ArrowFault } from "./arrow-fault.js";

/** A FlatBuffers table: which of its fields are there, and where. */
export interface FlatTable {
  /** The position of the field in the given slot, or `undefined` where it has its default. */
  field(slot: number): number | undefined;
}

/**
 * Reads FlatBuffers, the encoding of Arrow's metadata, from bytes that may be hostile: every
 * position is checked against the bytes there are before it is read, and so is the length of every
 * list before anything is made of it.
 *
 * @see https://flatbuffers.dev/internals/
 */
export class FlatBuffer {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes there are. */
  get length(): number {
    return this.#bytes.length;
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
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new ArrowFault(`its metadata has ${size} for a length.`);
    }
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

  /** How many entries the list has that the offset at `at` points to. */
  vectorLength(at: number | undefined): number {
    return at === undefined ? 0 : this.int32(at + this.int32(at));
  }

  /** The positions of the entries of the list that the offset at `at` points to. */
  vector(at: number | undefined, stride: number): number[] {
    if (at === undefined) return [];
    const start = at + this.int32(at) + 4;
    const length = this.vectorLength(at);
    this.#inside(start, length * stride);
    return Array.from({ length }, (_, i) => start + i * stride);
  }

  /** How many bytes the string has that the offset at `at` points to. */
  stringLength(at: number): number {
    return this.int32(at + this.int32(at));
  }

  string(at: number): string {
    const start = at + this.int32(at) + 4;
    const length = this.stringLength(at);
    return decodeUtf8(this.#bytes.subarray(this.#inside(start, length), start + length));
  }

  #inside(at: number, length: number): number {
    if (at < 0 || length < 0 || at + length > this.#bytes.length) {
      throw new ArrowFault("its metadata points outside of itself.");
    }
    return at;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ArrowFault("it holds text that is not UTF-8.");
  }
}
