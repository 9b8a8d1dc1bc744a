import { ConfigError } from "@towerkit/core";
import type { KernelMemory } from "../machine/memory.js";

/** What the values of a resident matrix may be. */
export type Values = Float32Array | Int8Array;

/** How values of one kind lie in memory. */
export interface ValueKind<V extends Values> {
  readonly type: "Float32Array" | "Int8Array";
  readonly bytesPerValue: number;
  ordinary(count: number): V;
  inMemory(memory: KernelMemory, at: number, count: number): V;
}

export const FLOAT32: ValueKind<Float32Array> = {
  type: "Float32Array",
  bytesPerValue: 4,
  ordinary: (count) => new Float32Array(count),
  inMemory: (memory, at, count) => memory.floats(at, count),
};

export const INT8: ValueKind<Int8Array> = {
  type: "Int8Array",
  bytesPerValue: 1,
  ordinary: (count) => new Int8Array(count),
  inMemory: (memory, at, count) => memory.bytesAt(at, count),
};

/** Where the values of a resident matrix lie. */
export interface MatrixStore<V extends Values = Values> {
  /** The position in the machine's memory, if they lie there. */
  readonly at?: number;
  /** The values as they lie in memory now; undefined once released. */
  view(): V | undefined;
  /** Gives the memory back. Doing so twice is harmless. */
  release(): void;
}

/** A store in the machine's memory. */
export function storeIn<V extends Values>(
  memory: KernelMemory,
  count: number,
  kind: ValueKind<V>,
): MatrixStore<V> {
  const at = memory.allocate(Math.ceil((count * kind.bytesPerValue) / 4));
  let isHeld = true;
  return {
    at,
    view: () => (isHeld ? kind.inMemory(memory, at, count) : undefined),
    release: () => {
      if (isHeld) memory.release(at);
      isHeld = false;
    },
  };
}

/** A store outside of any machine: an ordinary array. */
export function ordinaryStore<V extends Values>(count: number, kind: ValueKind<V>): MatrixStore<V> {
  let array: V | undefined = zeros(count, kind);
  return {
    view: () => array,
    release: () => {
      array = undefined;
    },
  };
}

function zeros<V extends Values>(count: number, kind: ValueKind<V>): V {
  try {
    return kind.ordinary(count);
  } catch {
    throw new ConfigError(
      `a matrix needs ${count * kind.bytesPerValue} bytes, which this platform does not give; use smaller matrices or free some.`,
    );
  }
}
