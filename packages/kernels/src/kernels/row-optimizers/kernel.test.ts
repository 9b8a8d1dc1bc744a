import { describe, expect, it } from "vitest";
import { type Machine, makeMachine } from "../../machine/machine.js";
import { DECLINED } from "../../runtime/kernel.js";
import { adagradRowsKernel, sgdRowsKernel } from "./kernel.js";

describe("a row optimizer", () => {
  const step = (tableRows: number, rows: number[]) => ({
    table: new Float32Array(tableRows * 64).fill(1),
    accumulator: new Float32Array(tableRows * 64).fill(0.1),
    dim: 64,
    rows: Int32Array.from(rows),
    gradients: new Float32Array(rows.length * 64).fill(1),
    learningRate: 0.1,
    epsilon: 1e-7,
  });
  const every = (apart: number) => Array.from({ length: 100 }, (_, i) => i * apart);

  it("takes a table to the machine that is small, or touched in one part", async () => {
    const machine = (await makeMachine({ threads: 1 })) as Machine;
    for (const kernel of [sgdRowsKernel, adagradRowsKernel]) {
      const dense = step(100_000, every(3));
      expect(kernel.vector?.(dense, machine)).toBeUndefined();
      expect(dense.table[3 * 64]).not.toBe(1);
    }
  });

  it("leaves to the plain kernel what is too little, or too far apart to be copied", async () => {
    const machine = (await makeMachine({ threads: 1 })) as Machine;
    const { bytes } = machine.memory;
    for (const kernel of [sgdRowsKernel, adagradRowsKernel]) {
      for (const input of [step(10, [0, 1, 2]), step(100_000, every(900))]) {
        expect(kernel.vector?.(input, machine)).toBe(DECLINED);
      }
    }
    expect(machine.memory.bytes).toBe(bytes);
  });
});
