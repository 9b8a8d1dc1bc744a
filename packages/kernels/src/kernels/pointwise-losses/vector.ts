import type { KernelName } from "../../machine/builds.js";
import type { Machine } from "../../machine/machine.js";
import type { LogisticInput, PointwiseLossInput, SquaredErrorInput } from "./input.js";
import { ROW_BLOCK } from "./loss-sum.js";

/** Rows enter the memory so many at a time: 1 MB. */
const ROWS_AT_A_TIME = 64 * ROW_BLOCK;

/** A row takes about as long as so many multiplications. */
const OPERATIONS = { SQUARED_ERROR: 3, LOGISTIC: 16 };

/** @returns the loss, or undefined where a gradient overflows: the plain kernel says which. */
export function squaredErrorOnMachine(
  machine: Machine,
  input: SquaredErrorInput,
): number | undefined {
  const loss = lossOnMachine(machine, {
    kernel: "SQUARED_ERROR",
    outputs: input.predictions,
    input,
  });
  return Number.isNaN(loss) ? undefined : loss;
}

/** @returns the loss. */
export function logisticOnMachine(machine: Machine, input: LogisticInput): number {
  return lossOnMachine(machine, { kernel: "LOGISTIC", outputs: input.logits, input });
}

interface PointwiseLoss {
  readonly kernel: KernelName & keyof typeof OPERATIONS;
  /** `[rows]`: predictions or logits. */
  readonly outputs: Float32Array;
  readonly input: PointwiseLossInput;
}

function lossOnMachine(machine: Machine, { kernel, outputs, input }: PointwiseLoss): number {
  const { memory } = machine;
  const numRows = outputs.length;
  const room = Math.ceil(Math.min(numRows, ROWS_AT_A_TIME) / 4) * 4;
  const at = memory.scratch({
    outputs: room,
    labels: room,
    weights: room,
    gradients: room,
    losses: 2 * Math.ceil(room / ROW_BLOCK),
  });
  let loss = 0;
  for (let first = 0; first < numRows; first += ROWS_AT_A_TIME) {
    const end = Math.min(first + ROWS_AT_A_TIME, numRows);
    const count = end - first;
    const padded = Math.ceil(count / 4) * 4;
    const enter = (place: number, values: Float32Array | undefined) => {
      const to = memory.floats(place, padded);
      if (values === undefined) to.fill(1, 0, count);
      else to.set(values.subarray(first, end));
      to.fill(0, count);
    };
    enter(at.outputs, outputs);
    enter(at.labels, input.labels);
    enter(at.weights, input.weights);
    const blocks = Math.ceil(count / ROW_BLOCK);
    machine.run(kernel, [count, at.outputs, at.labels, at.weights, at.gradients, at.losses], {
      blocks,
      operations: OPERATIONS[kernel] * count,
    });
    for (const sum of memory.doubles(at.losses, blocks)) loss += sum;
    input.gradients.set(memory.floats(at.gradients, count), first);
  }
  return loss;
}
