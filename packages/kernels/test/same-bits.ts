import { createGenerator, type Generator } from "@towerkit/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Machine, makeMachine } from "../src/machine/machine.js";
import { DECLINED, type Kernel } from "../src/runtime/kernel.js";
import { ResidentMatrices } from "../src/runtime/resident-matrices.js";
import { Scratch } from "../src/runtime/scratch.js";

/** How many random inputs each kernel is tried on. `npm run figures` asks for more. */
const CASES = Number(process.env.TOWERKIT_FUZZ_CASES ?? 10_000);
/** The same cases each time, unless it asks for others. */
const SEED = Number(process.env.TOWERKIT_FUZZ_SEED ?? 42);
/** Threads cost more to wake than a small case to compute, so they get a part of the cases. */
const CASES_ON_THREADS = Math.ceil(CASES / 10);
const STEPS_IN_THE_SAME_MEMORY = Math.min(1000, CASES);

/** A kernel and how to make it a random input. */
export interface KernelUnderTest<Input extends object, Output> {
  readonly name: string;
  readonly kernel: Kernel<Input, Output>;
  /** Any input that passes the kernel's check, small ones more often than large ones. */
  readonly anyInput: (generator: Generator) => Input;
}

/** That the vector kernel has the plain kernel's bits, alone and on threads, and keeps to its memory. */
export function describeSameBits<Input extends object, Output>(
  underTest: KernelUnderTest<Input, Output>,
): void {
  describe(`${underTest.name} on the machine`, { timeout: 600_000 }, () => {
    const machines: Machine[] = [];
    beforeAll(async () => {
      for (const threads of [1, 3]) {
        machines.push((await makeMachine({ threads, leastOperations: 0 })) as Machine);
      }
    });
    afterAll(() => Promise.all(machines.map((machine) => machine.close())));

    it(`has the plain kernel's bits in ${CASES} random cases`, () => {
      expect(machines[0].threads).toBe(1);
      expectSameBits(underTest, machines[0], CASES);
    });

    it(`has them on 3 threads in ${CASES_ON_THREADS} cases`, () => {
      expect(machines[1].threads).toBe(3);
      expectSameBits(underTest, machines[1], CASES_ON_THREADS);
    });

    it("needs no more memory for 1,000 further steps of the same sizes", () => {
      const bytes = machines.map(({ memory }) => memory.bytes);
      expectSameBits(underTest, machines[0], STEPS_IN_THE_SAME_MEMORY);
      expect(machines.map(({ memory }) => memory.bytes)).toEqual(bytes);
    });
  });
}

/** Fails on the first different bit, and where the machine has left most cases to the plain kernel. */
function expectSameBits<Input extends object, Output>(
  { name, kernel, anyInput }: KernelUnderTest<Input, Output>,
  machine: Machine,
  cases: number,
): void {
  const matrices = new ResidentMatrices(undefined);
  const scratch = new Scratch();
  let onMachineAtAll = 0;
  for (let i = 0; i < cases; i++) {
    const make = () => anyInput(createGenerator(SEED, name, i));
    const [onMachine, plainly] = [make(), make()];
    kernel.check(onMachine, matrices);
    const found = outcome(() => kernel.vector?.(onMachine, machine));
    if (found === DECLINED) continue;
    onMachineAtAll += 1;
    const expected = outcome(() => kernel.plain(plainly, scratch));
    const difference = firstDifference({ found, ...onMachine }, { found: expected, ...plainly });
    if (difference !== undefined) expect.fail(`case ${i} of ${name}, seed ${SEED}: ${difference}`);
  }
  expect(onMachineAtAll).toBeGreaterThan(cases / 2);
}

function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return String(error);
  }
}

function firstDifference(found: object, expected: object): string | undefined {
  for (const [name, value] of Object.entries(expected)) {
    const other = (found as Record<string, unknown>)[name];
    if (ArrayBuffer.isView(value)) {
      const [a, b] = [other as ArrayBufferView, value].map(
        ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
      );
      if (Buffer.compare(a, b) === 0) continue;
      const at = b.findIndex((byte, i) => byte !== a[i]);
      const place = Math.floor(at / (value as Float32Array).BYTES_PER_ELEMENT);
      const [x, y] = [other, value].map((view) => (view as Float32Array)[place]);
      return `${name}[${place}] is ${x}, but ${y} plainly`;
    }
    if (typeof value === "object" && value !== null) {
      const inner = firstDifference((other ?? {}) as object, value);
      if (inner !== undefined) return `${name}.${inner}`;
    } else if (!Object.is(other, value)) {
      return `${name} is ${String(other)}, but ${String(value)} plainly`;
    }
  }
  return undefined;
}

/** Numbers of many magnitudes, zeros of both signs among them. */
export function anyFloats(generator: Generator, length: number, size: number): Float32Array {
  return Float32Array.from({ length }, () => {
    const kind = generator.below(20);
    if (kind === 0) return 0;
    if (kind === 1) return -0;
    return (generator.uniform() - 0.5) * size * (kind === 2 ? 1e-6 : 1);
  });
}

/** A whole number from `least` to `most`, small ones more often than large ones. */
export function anySize(generator: Generator, least: number, most: number): number {
  const reach = generator.below(3) === 0 ? most : Math.min(most, least + 12);
  return least + generator.below(reach - least + 1);
}

/** One of the values. */
export function oneOf<Value>(generator: Generator, values: readonly Value[]): Value {
  return values[generator.below(values.length)];
}

/** Offsets of `rows` lists of up to `most` entries, and how many entries they have together. */
export function anyOffsets(
  generator: Generator,
  rows: number,
  most: number,
): { offsets: Int32Array; total: number } {
  const offsets = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    offsets[row + 1] = offsets[row] + generator.below(most + 1);
  }
  return { offsets, total: offsets[rows] };
}
