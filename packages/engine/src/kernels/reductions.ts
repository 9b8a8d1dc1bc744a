import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type Kernel, type KernelCall, type Kernels, LEFT_TO_CPU } from "../backend/kernel.js";
import { axesOf, sizeOf, stepsOf } from "../backend/shapes.js";
import { floatsOf, makeFloats, makeTensor } from "../backend/tensors.js";
import { forEachPlace, planesOf } from "../backend/walk.js";

/** Reduces one row of values into the results from `outAt` on; with a step of 0 into a single one. */
type ReductionLoop = (x: Float32Array, out: Float64Array, row: ReducedRow) => void;

interface ReducedRow {
  at: number;
  outAt: number;
  readonly outStep: number;
  readonly count: number;
}

const addRow: ReductionLoop = (x, out, { at, outAt, outStep, count }) => {
  if (outStep === 0) {
    let sum = out[outAt] as number;
    for (let i = 0; i < count; i++) sum += x[at + i] as number;
    out[outAt] = sum;
    return;
  }
  for (let i = 0; i < count; i++)
    out[outAt + i] = (out[outAt + i] as number) + (x[at + i] as number);
};

const takeGreatest: ReductionLoop = (x, out, { at, outAt, outStep, count }) => {
  for (let i = 0; i < count; i++, outAt += outStep) {
    const value = x[at + i] as number;
    if (value > (out[outAt] as number) || Number.isNaN(value)) out[outAt] = value;
  }
};

const takeLeast: ReductionLoop = (x, out, { at, outAt, outStep, count }) => {
  for (let i = 0; i < count; i++, outAt += outStep) {
    const value = x[at + i] as number;
    if (value < (out[outAt] as number) || Number.isNaN(value)) out[outAt] = value;
  }
};

interface Reduction {
  readonly loop: ReductionLoop;
  /** What the result is before there was any value. */
  readonly start: number;
  readonly axes: readonly number[];
}

/** Reduces along some axes, in float64 and in rising order. The last axis of `x` must be its densest. */
function reduce(x: Float32Array, shape: readonly number[], { loop, start, axes }: Reduction) {
  const kept = shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  const out = new Float64Array(sizeOf(kept)).fill(start);
  const outSteps = stepsOf(kept).map((step, axis) => (axes.includes(axis) ? 0 : step));
  const { plane, outer } = planesOf({ shape, steps: [stepsOf(shape), outSteps] });
  const [rowStep, outRow] = plane.rowSteps as [number, number];
  const outStep = plane.steps[1] as number;
  const row: ReducedRow = { at: 0, outAt: 0, outStep, count: plane.count };
  forEachPlace(outer, ([at, outAt]) => {
    row.at = at as number;
    row.outAt = outAt as number;
    for (let i = 0; i < plane.rows; i++, row.at += rowStep, row.outAt += outRow) loop(x, out, row);
  });
  return out;
}

function reduced(call: KernelCall, of: Omit<Reduction, "axes">, scale: "sum" | "mean" = "sum") {
  const { x } = call.inputs as { x: TensorInfo };
  if (x.dtype !== "float32") return LEFT_TO_CPU;
  const { axis, reductionIndices, keepDims } = call.attrs as {
    axis?: number | number[];
    reductionIndices?: number | number[];
    keepDims?: boolean;
  };
  const axes = axesOf(axis ?? reductionIndices, x.shape.length);
  if (axes === undefined) return LEFT_TO_CPU;
  const sums = reduce(floatsOf(call.backend, x), x.shape, { ...of, axes });
  if (scale === "mean") {
    const count = sizeOf(axes.map((own) => x.shape[own] as number));
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) / count;
  }
  const shape = keepDims
    ? x.shape.map((extent, own) => (axes.includes(own) ? 1 : extent))
    : x.shape.filter((_, own) => !axes.includes(own));
  const out = makeFloats(call.backend, sums.length);
  out.set(sums);
  return makeTensor(call.backend, shape, out);
}

const extremeKernel =
  (loop: ReductionLoop, start: number): Kernel =>
  (call) =>
    reduced(call, { loop, start });

/** Reductions of float32 tensors along any axes. A sum is one float64 sum, rounded once at its end. */
export const reductionKernels: Kernels = {
  Max: extremeKernel(takeGreatest, -Infinity),
  Min: extremeKernel(takeLeast, Infinity),
  Mean: (call) => reduced(call, { loop: addRow, start: 0 }, "mean"),
  Sum: (call) => reduced(call, { loop: addRow, start: 0 }),
};
