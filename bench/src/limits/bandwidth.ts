import {
  add,
  assemble,
  F32,
  firstLane,
  I32,
  i32Add,
  i32Const,
  i32Sub,
  load,
  localGet,
  localSet,
  memoryCopy,
  repeatUntilZero,
  store,
  V128,
} from "./assembler.js";

/** Reads and copies a memory much larger than any cache. */
export interface BandwidthLoops {
  /** How many bytes `read` reads; the copies read and write half of them each. */
  readonly bytes: number;
  read(): number;
  copy(): void;
  /** The same copy by the platform's own instruction for it. */
  copyAtOnce(): void;
}

const PAGE = 65_536;
const VECTOR = 16;
/** Vectors a turn. */
const UNROLLED = 8;

/** @param bytes - a multiple of 128 KiB. */
export function bandwidthLoops(bytes: number): BandwidthLoops {
  const at = 0;
  const turns = 1;
  const sum = (index: number) => 2 + index;
  const sums = Array.from({ length: UNROLLED }, (_, index) => sum(index));
  const advance = [
    ...[...localGet(at), ...i32Const(UNROLLED * VECTOR), ...i32Add, ...localSet(at)],
    ...[...localGet(turns), ...i32Const(1), ...i32Sub, ...localSet(turns)],
  ];
  const half = bytes / 2;
  const module = assemble(
    [
      {
        name: "read",
        parameters: [I32, I32],
        results: [F32],
        locals: sums.map(() => V128),
        code: [
          ...repeatUntilZero(turns, [
            ...sums.flatMap((x, index) => [
              ...localGet(x),
              ...[...localGet(at), ...load(index * VECTOR)],
              ...[...add, ...localSet(x)],
            ]),
            ...advance,
          ]),
          ...localGet(sum(0)),
          ...sums.slice(1).flatMap((x) => [...localGet(x), ...add]),
          ...firstLane,
        ],
      },
      {
        name: "copy",
        parameters: [I32, I32],
        results: [],
        locals: [],
        code: repeatUntilZero(turns, [
          ...sums.flatMap((_, index) => [
            ...localGet(at),
            ...[...localGet(at), ...load(half + index * VECTOR)],
            ...store(index * VECTOR),
          ]),
          ...advance,
        ]),
      },
      {
        name: "copyAtOnce",
        parameters: [],
        results: [],
        locals: [],
        code: [...i32Const(0), ...i32Const(half), ...i32Const(half), ...memoryCopy],
      },
    ],
    bytes / PAGE,
  );
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module));
  const { memory, read, copy, copyAtOnce } = exports as {
    readonly memory: WebAssembly.Memory;
    readonly read: (at: number, turns: number) => number;
    readonly copy: (at: number, turns: number) => void;
    readonly copyAtOnce: () => void;
  };
  // A page that was never written is no memory yet: every read of it is of the same zeros.
  new Float32Array(memory.buffer).fill(1);
  const perTurn = UNROLLED * VECTOR;
  return {
    bytes,
    read: () => read(0, bytes / perTurn),
    copy: () => copy(0, half / perTurn),
    copyAtOnce,
  };
}
