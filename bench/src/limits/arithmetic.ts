import {
  add,
  assemble,
  F32,
  f32Const,
  firstLane,
  I32,
  i32Const,
  i32Sub,
  localGet,
  localSet,
  multiply,
  relaxedMultiplyAdd,
  repeatUntilZero,
  splat,
  V128,
} from "./assembler.js";

/** A loop of multiplications and additions that touches no memory. */
export interface ArithmeticLoop {
  /** How many independent chains of them run beside each other. */
  readonly chains: number;
  /** Floating-point operations in one turn of the loop. */
  readonly operations: number;
  /** Runs so many turns. */
  run(turns: number): number;
}

const LANES = 4;
/** Keeps the loop's own counting small beside the arithmetic. */
const UNROLLED = 8;
/** Enough to hide an operation's latency, and no more than registers hold. */
export const CHAIN_COUNTS = [8, 10, 12, 13, 14] as const;

/**
 * Makes the loop: each chain does `x = x * a + b` in four lanes, again and again, in a register.
 * @returns undefined where the platform has no such instructions.
 */
export function arithmeticLoop(
  chains: number,
  { relaxed }: { readonly relaxed: boolean },
): ArithmeticLoop | undefined {
  const turns = 0;
  const a = 1;
  const b = 2;
  const chain = (index: number) => 3 + index;
  const all = Array.from({ length: chains }, (_, index) => chain(index));
  const step = (x: number) =>
    relaxed
      ? [...localGet(x), ...localGet(a), ...localGet(b), ...relaxedMultiplyAdd, ...localSet(x)]
      : [...localGet(x), ...localGet(a), ...multiply, ...localGet(b), ...add, ...localSet(x)];
  const set = (local: number, value: number) => [...f32Const(value), ...splat, ...localSet(local)];
  const bytes = assemble([
    {
      name: "run",
      parameters: [I32],
      results: [F32],
      locals: [V128, V128, ...all.map(() => V128)],
      code: [
        // The chains tend to 1: no overflow, and no numbers too small to be fast.
        ...set(a, 0.999),
        ...set(b, 0.001),
        ...all.flatMap((x, index) => set(x, index)),
        ...repeatUntilZero(turns, [
          ...Array.from({ length: UNROLLED }, () => all.flatMap(step)).flat(),
          ...localGet(turns),
          ...i32Const(1),
          ...i32Sub,
          ...localSet(turns),
        ]),
        ...localGet(chain(0)),
        ...all.slice(1).flatMap((x) => [...localGet(x), ...add]),
        ...firstLane,
      ],
    },
  ]);
  if (!WebAssembly.validate(bytes)) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  return {
    chains,
    operations: UNROLLED * chains * 2 * LANES,
    run: exports["run"] as (turns: number) => number,
  };
}
