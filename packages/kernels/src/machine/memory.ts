import { ConfigError } from "@towerkit/core";

const PAGE = 65536;
/** Memory grows by whole steps of this many pages, so that batches of nearly one size fit at once. */
const GROWTH_PAGES = 16;
const ALIGNMENT = 64;

/** Where a job's fields lie: one job runs at a time. */
export const JOB_AT = 1024;
/** What lies below is the threads' meeting place and the job. */
const FIRST_FREE = 4096;
/** The most pages there can be, 4 GiB, and what is asked for where a platform does not promise that. */
const MOST_PAGES = [65536, 16384];

interface Block {
  readonly at: number;
  readonly bytes: number;
}

/**
 * A WebAssembly memory: what is to stay lies at its bottom, and all above is scratch for one call,
 * whose contents do not outlive it. Growing it detaches every view made before.
 */
export class KernelMemory {
  readonly memory: WebAssembly.Memory;
  /** What stays, by rising position. */
  readonly #resident: Block[] = [];
  /** Growing makes a new buffer; on shared memory the older ones go on to work. */
  readonly #buffers = new WeakSet<object>();

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.#buffers.add(memory.buffer);
  }

  /** A memory of one thread; undefined where the platform has none left to give. */
  static plain(): KernelMemory | undefined {
    return firstThatFits([{ initial: GROWTH_PAGES }]);
  }

  /** A memory that threads can share; undefined where the platform does not give one. */
  static shared(): KernelMemory | undefined {
    return firstThatFits(
      MOST_PAGES.map((maximum) => ({ initial: GROWTH_PAGES, maximum, shared: true })),
    );
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /** Where `count` float32 zeros may stay until released. */
  allocate(count: number): number {
    // Even what is empty has a place of its own, by which it is released.
    const bytes = aligned(Math.max(count * 4, 1));
    let at = FIRST_FREE;
    let index = 0;
    for (; index < this.#resident.length; index++) {
      const next = this.#resident[index] as Block;
      if (at + bytes <= next.at) break;
      at = next.at + next.bytes;
    }
    this.#ensure(at + bytes);
    this.#resident.splice(index, 0, { at, bytes });
    this.floats(at, count).fill(0);
    return at;
  }

  release(at: number): void {
    const index = this.#resident.findIndex((block) => block.at === at);
    if (index !== -1) this.#resident.splice(index, 1);
  }

  /** Whether an array lies, or has lain, in this memory. */
  owns({ buffer }: ArrayBufferView): boolean {
    return this.#buffers.has(buffer);
  }

  /** Whether an array of this memory still shows what stays there: no growth or release came between. */
  isCurrent({ buffer, byteOffset, byteLength }: ArrayBufferView): boolean {
    if (buffer !== this.memory.buffer) return false;
    return this.#resident.some(
      ({ at, bytes }) => at <= byteOffset && byteOffset + byteLength <= at + bytes,
    );
  }

  /**
   * Room for one call: where as many words of four bytes as each count says may lie, until the next
   * call.
   */
  scratch<Name extends string>(counts: Record<Name, number>): Record<Name, number> {
    const last = this.#resident.at(-1);
    let at = last === undefined ? FIRST_FREE : last.at + last.bytes;
    const places: [string, number][] = [];
    for (const [name, count] of Object.entries<number>(counts)) {
      places.push([name, at]);
      at += aligned(count * 4);
    }
    this.#ensure(at);
    return Object.fromEntries(places) as Record<Name, number>;
  }

  /** The float32s at a position. Valid until the memory grows. */
  floats(at: number, count: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, count);
  }

  /** The int32s at a position. Valid until the memory grows. */
  ints(at: number, count: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, count);
  }

  /** The float64s at a position. Valid until the memory grows. */
  doubles(at: number, count: number): Float64Array {
    return new Float64Array(this.memory.buffer, at, count);
  }

  /** The int16s at a position. Valid until the memory grows. */
  shorts(at: number, count: number): Int16Array {
    return new Int16Array(this.memory.buffer, at, count);
  }

  /** The bytes at a position. Valid until the memory grows. */
  bytesAt(at: number, count: number): Int8Array {
    return new Int8Array(this.memory.buffer, at, count);
  }

  #ensure(bytes: number): void {
    const missing = Math.ceil((bytes - this.bytes) / PAGE);
    if (missing <= 0) return;
    try {
      this.memory.grow(Math.ceil(missing / GROWTH_PAGES) * GROWTH_PAGES);
      this.#buffers.add(this.memory.buffer);
    } catch {
      throw new ConfigError(
        `the kernels need ${bytes} bytes of WebAssembly memory, which this platform does not give; use smaller matrices or free some.`,
      );
    }
  }
}

function firstThatFits(kinds: readonly WebAssembly.MemoryDescriptor[]): KernelMemory | undefined {
  for (const kind of kinds) {
    try {
      return new KernelMemory(new WebAssembly.Memory(kind));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return undefined;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
