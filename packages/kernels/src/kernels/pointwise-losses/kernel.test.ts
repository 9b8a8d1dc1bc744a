import { describe, expect, it } from "vitest";
import { type Machine, makeMachine } from "../../machine/machine.js";
import { DECLINED } from "../../runtime/kernel.js";
import { Scratch } from "../../runtime/scratch.js";
import { logisticKernel, squaredErrorKernel } from "./kernel.js";

describe("pointwise losses", () => {
  const floats = (count: number, value: number) => new Float32Array(count).fill(value);
  const rows = (count: number) => ({ labels: floats(count, 1), gradients: floats(count, 7) });

  it("leave few rows to the plain kernels, and take many to the machine", async () => {
    const machine = (await makeMachine({ threads: 1 })) as Machine;
    const squares = (count: number) => ({ ...rows(count), predictions: floats(count, 3) });
    const logits = (count: number) => ({ ...rows(count), logits: floats(count, -1e9) });
    expect(squaredErrorKernel.vector?.(squares(511), machine)).toBe(DECLINED);
    expect(squaredErrorKernel.vector?.(squares(512), machine)).toEqual({ loss: 2048 });
    expect(logisticKernel.vector?.(logits(63), machine)).toBe(DECLINED);
    expect(logisticKernel.vector?.(logits(64), machine)).toEqual({ loss: 64e9 });
  });

  it("let the plain kernel say which gradient overflows", async () => {
    const machine = (await makeMachine({ threads: 1 })) as Machine;
    const predictions = floats(1000, 1);
    predictions[777] = 3e38;
    const input = { ...rows(1000), predictions };
    expect(squaredErrorKernel.vector?.(input, machine)).toBe(DECLINED);
    expect(() => squaredErrorKernel.plain(input, new Scratch())).toThrow(/gradient of row 777/);
  });
});
