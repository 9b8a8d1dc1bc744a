import { ConfigError } from "@towerkit/core";

const PAGE = 65536;
/** Memory grows by whole steps of this many pages, so that batches of nearly one size fit at once. */
const GROWTH_PAGES = 16;
const ALIGNMENT = 64;

interface Block {
  readonly at: number;
  readonly bytes: number;
}

/**
 * A WebAssembly memory: what is to stay lies at its bottom, and all above is scratch for one call,
 * whose contents do not outlive it. Growing it detaches every view made before.
 */
export class SimdMemory {
  readonly memory = new WebAssembly.Memory({ initial: GROWTH_PAGES });
  /** What stays, by rising position. */
  readonly #resident: Block[] = [];

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /** Where `count` float32 zeros may stay until released. */
  allocate(count: number): number {
    const bytes = aligned(count * 4);
    let at = ALIGNMENT;
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

  /** Room for one call: where as many float32s as each count says may lie, until the next call. */
  scratch<Name extends string>(counts: Record<Name, number>): Record<Name, number> {
    const last = this.#resident.at(-1);
    let at = last === undefined ? ALIGNMENT : last.at + last.bytes;
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

  #ensure(bytes: number): void {
    const missing = Math.ceil((bytes - this.bytes) / PAGE);
    if (missing <= 0) return;
    try {
      this.memory.grow(Math.ceil(missing / GROWTH_PAGES) * GROWTH_PAGES);
    } catch {
      throw new ConfigError(
        `the kernels need ${bytes} bytes of WebAssembly memory, which this platform does not give; use smaller matrices or free some.`,
      );
    }
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
