/** Smaller arrays are had as fast from the engine's own memory. */
const LEAST_LENGTH = 1024;
/** What is held at most, in values. */
const MOST_HELD = 2 ** 25;

/**
 * The arrays of tensors that are gone, kept for new ones: a large array that is made anew costs more
 * time than most operations on it, because the machine has to find and clear its memory first.
 *
 * An array is handed out again only while nobody else can know it, so whoever shares one must say so.
 */
export class ArrayPool {
  readonly #free = new Map<number, Float32Array<ArrayBuffer>[]>();
  readonly #own = new WeakSet<Float32Array>();
  #held = 0;

  /** An array of some length, with whatever values its last use left in it. */
  take(length: number): Float32Array {
    if (length < LEAST_LENGTH) return new Float32Array(length);
    const capacity = capacityFor(length);
    const freed = this.#free.get(capacity)?.pop();
    if (freed !== undefined) this.#held -= capacity;
    const values = sized(freed, capacity, length);
    this.#own.add(values);
    return values;
  }

  /** Whether an array came from here and was not shared. */
  owns(values: Float32Array): boolean {
    return this.#own.has(values);
  }

  /** Says that somebody else has the array, too: it will not be handed out again. */
  share(values: Float32Array): void {
    this.#own.delete(values);
  }

  /** Takes an array back whose tensor is gone, if it is one's own. */
  giveBack(values: Float32Array): void {
    if (!this.#own.delete(values)) return;
    const capacity = values.buffer.byteLength / 4;
    if (this.#held + capacity > MOST_HELD) this.clear();
    this.#held += capacity;
    const free = this.#free.get(capacity);
    if (free) free.push(values as Float32Array<ArrayBuffer>);
    else this.#free.set(capacity, [values as Float32Array<ArrayBuffer>]);
  }

  /** How many values are held for later. */
  get held(): number {
    return this.#held;
  }

  /** Lets go of everything. */
  clear(): void {
    this.#free.clear();
    this.#held = 0;
  }
}

/** Up to a quarter more than is needed, so that batches of nearly one size share their arrays. */
function capacityFor(length: number): number {
  const step = 2 ** (29 - Math.clz32(length));
  return Math.ceil(length / step) * step;
}

function sized(
  freed: Float32Array<ArrayBuffer> | undefined,
  capacity: number,
  length: number,
): Float32Array {
  if (freed?.length === length) return freed;
  return new Float32Array(freed?.buffer ?? new ArrayBuffer(capacity * 4), 0, length);
}
