import { ConfigError } from "@towerkit/core";
import type { KernelMemory } from "../machine/memory.js";

/** Where the values of a resident matrix lie. */
export interface MatrixStore {
  /** The position in the machine's memory, if they lie there. */
  readonly at?: number;
  /** The values as they lie in memory now; undefined once released. */
  view(): Float32Array | undefined;
  /** Gives the memory back. Doing so twice is harmless. */
  release(): void;
}

/** A store in the machine's memory. */
export function storeIn(memory: KernelMemory, count: number): MatrixStore {
  const at = memory.allocate(count);
  let isHeld = true;
  return {
    at,
    view: () => (isHeld ? memory.floats(at, count) : undefined),
    release: () => {
      if (isHeld) memory.release(at);
      isHeld = false;
    },
  };
}

/** A store outside of any machine: an ordinary array. */
export function ordinaryStore(count: number): MatrixStore {
  let array: Float32Array | undefined = zeros(count);
  return {
    view: () => array,
    release: () => {
      array = undefined;
    },
  };
}

function zeros(count: number): Float32Array {
  try {
    return new Float32Array(count);
  } catch {
    throw new ConfigError(
      `a matrix needs ${count * 4} bytes, which this platform does not give; use smaller matrices or free some.`,
    );
  }
}
