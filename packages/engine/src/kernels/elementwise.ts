import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type Kernel, type Kernels, LEFT_TO_CPU } from "../backend/kernel.js";
import { broadcast, broadcastSteps, sizeOf, stepsOf } from "../backend/shapes.js";
import { floatsOf, makeTensor, makeValues, type NumericArray } from "../backend/tensors.js";
import { forEachPlace, planesOf } from "../backend/walk.js";
import { arithmetic, comparisons, prelu, type Row, type RowLoop } from "./row-loops.js";

/** Numbers, and the shape they have. */
export interface Shaped {
  readonly values: NumericArray;
  readonly shape: readonly number[];
}

/** Does an operation on each pair of values of two arrays, which are repeated to a common shape. */
export function runLoop(loop: RowLoop, { a, b, out }: { a: Shaped; b: Shaped; out: Shaped }): void {
  const { shape } = out;
  const steps = [broadcastSteps(a.shape, shape), broadcastSteps(b.shape, shape), stepsOf(shape)];
  const { plane, outer } = planesOf({ shape, steps });
  const { rows, count } = plane;
  const [aRow, bRow, outRow] = plane.rowSteps as [number, number, number];
  const [aStep, bStep] = plane.steps as [number, number, number];
  const row: Row = { aAt: 0, aStep, bAt: 0, bStep, outAt: 0, count };
  forEachPlace(outer, ([aAt, bAt, outAt]) => {
    row.aAt = aAt as number;
    row.bAt = bAt as number;
    row.outAt = outAt as number;
    for (let i = 0; i < rows; i++, row.aAt += aRow, row.bAt += bRow, row.outAt += outRow) {
      loop(a.values, b.values, out.values, row);
    }
  });
}

/** Both operands of a call, as TensorFlow.js names them. */
type Operands = (inputs: object) => readonly [TensorInfo, TensorInfo];

const leftAndRight: Operands = (inputs) => {
  const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
  return [a, b];
};

const valueAndSlope: Operands = (inputs) => {
  const { x, alpha } = inputs as { x: TensorInfo; alpha: TensorInfo };
  return [x, alpha];
};

function binaryKernel(loop: RowLoop, dtype: "float32" | "bool", operands: Operands): Kernel {
  return ({ inputs, backend }) => {
    const [a, b] = operands(inputs);
    const shape = broadcast(a.shape, b.shape);
    if (a.dtype !== "float32" || b.dtype !== "float32" || shape === undefined) return LEFT_TO_CPU;
    const size = sizeOf(shape);
    const values = makeValues(backend, dtype, size);
    runLoop(loop, {
      a: { values: floatsOf(backend, a), shape: a.shape },
      b: { values: floatsOf(backend, b), shape: b.shape },
      out: { values, shape },
    });
    return makeTensor(backend, shape, values, dtype);
  };
}

function kernelsOf(loops: Readonly<Record<string, RowLoop>>, dtype: "float32" | "bool"): Kernels {
  const kernels = Object.entries(loops).map(
    ([name, loop]) => [name, binaryKernel(loop, dtype, leftAndRight)] as const,
  );
  return Object.fromEntries(kernels);
}

/** Arithmetic and comparisons of float32 tensors that are repeated to a common shape. */
export const elementwiseKernels: Kernels = {
  ...kernelsOf(arithmetic, "float32"),
  ...kernelsOf(comparisons, "bool"),
  Prelu: binaryKernel(prelu, "float32", valueAndSlope),
};
