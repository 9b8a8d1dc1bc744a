type Buffer = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Lengths are rounded up to this, so that batches of nearly one size share one buffer. */
const GRAIN = 1024;

/**
 * Working memory that is kept from call to call: a buffer is made anew only when more is asked of it
 * than ever before. What a buffer holds at the start of a call is left over from the last one.
 */
export class Scratch {
  readonly #buffers = new Map<string, Buffer>();

  /** How much memory is held. */
  get bytes(): number {
    let sum = 0;
    for (const buffer of this.#buffers.values()) sum += buffer.byteLength;
    return sum;
  }

  /** The buffers held, by name. */
  get buffers(): ReadonlyMap<string, Buffer> {
    return this.#buffers;
  }

  /** A buffer of at least `length` values; a name belongs to one type. */
  float32(name: string, length: number): Float32Array {
    return this.#take(name, length, Float32Array);
  }

  float64(name: string, length: number): Float64Array {
    return this.#take(name, length, Float64Array);
  }

  int32(name: string, length: number): Int32Array {
    return this.#take(name, length, Int32Array);
  }

  uint8(name: string, length: number): Uint8Array {
    return this.#take(name, length, Uint8Array);
  }

  free(): void {
    this.#buffers.clear();
  }

  #take<B extends Buffer>(name: string, length: number, type: new (length: number) => B): B {
    const held = this.#buffers.get(name);
    if (held instanceof type && held.length >= length) return held;
    const made = new type(Math.ceil(length / GRAIN) * GRAIN);
    this.#buffers.set(name, made);
    return made;
  }
}
