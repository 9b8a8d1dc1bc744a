import { NumericError } from "@towerkit/core";
import { expect, it } from "vitest";
import { createRuntime } from "../../runtime/create-runtime.js";

const ROWS = 130;
const DIM = 33;

it.each([
  { threads: 1, value: Number.NaN },
  { threads: 1, value: -Infinity },
  { threads: 3, value: 2e19 },
])(
  "a long step with a gradient of $value is refused before it writes anything, on $threads threads",
  async ({ threads, value }) => {
    const runtime = await createRuntime({ threads });
    for (const at of [0, 7, 2047, ROWS * DIM - 34, ROWS * DIM - 1]) {
      const table = new Float32Array(ROWS * DIM).fill(5);
      const accumulator = new Float32Array(ROWS * DIM).fill(6);
      const rows = Int32Array.from({ length: ROWS }, (_, i) => ROWS - 1 - i);
      const gradients = new Float32Array(ROWS * DIM).fill(1);
      gradients[at] = value;
      const settings = { dim: DIM, learningRate: 0.1, epsilon: 1e-7 };
      const step = () => runtime.adagradRows({ table, accumulator, rows, gradients, ...settings });
      expect(step).toThrow(NumericError);
      expect(step).toThrow(`gradients[${at}] is `);
      expect(table.every((weight) => weight === 5)).toBe(true);
      expect(accumulator.every((sum) => sum === 6)).toBe(true);
    }
    await runtime.close();
  },
);
