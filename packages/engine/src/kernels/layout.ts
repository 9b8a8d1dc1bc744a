import type {
  PadV2Attrs,
  ReverseAttrs,
  TensorInfo,
  TileAttrs,
  TransposeAttrs,
} from "@tensorflow/tfjs-core";
import { type Kernels, LEFT_TO_CPU } from "../backend/kernel.js";
import { axesOf, sizeOf, stepsOf } from "../backend/shapes.js";
import { isNumeric, makeTensor, makeValues, valuesOf } from "../backend/tensors.js";
import { copyStrided } from "./strided-copy.js";

/** Operations that put the values of one tensor into another order or a larger shape. */
export const layoutKernels: Kernels = {
  Transpose({ inputs, attrs, backend }) {
    const { x } = inputs as { x: TensorInfo };
    const { perm } = attrs as unknown as TransposeAttrs;
    if (!isNumeric(x)) return LEFT_TO_CPU;
    const own = stepsOf(x.shape);
    const shape = perm.map((axis) => x.shape[axis] as number);
    const steps = perm.map((axis) => own[axis] as number);
    const out = makeValues(backend, x.dtype, sizeOf(shape));
    const from = { values: valuesOf(backend, x), at: 0, steps };
    copyStrided(from, { values: out, at: 0, steps: stepsOf(shape) }, shape);
    return makeTensor(backend, shape, out, x.dtype);
  },

  Reverse({ inputs, attrs, backend }) {
    const { x } = inputs as { x: TensorInfo };
    const axes = axesOf((attrs as unknown as ReverseAttrs).dims, x.shape.length);
    if (!isNumeric(x) || axes === undefined) return LEFT_TO_CPU;
    const own = stepsOf(x.shape);
    let last = 0;
    for (const axis of axes) last += (own[axis] as number) * ((x.shape[axis] as number) - 1);
    const steps = own.map((step, axis) => (axes.includes(axis) ? -step : step));
    const out = makeValues(backend, x.dtype, sizeOf(x.shape));
    const from = { values: valuesOf(backend, x), at: last, steps };
    copyStrided(from, { values: out, at: 0, steps: own }, x.shape);
    return makeTensor(backend, x.shape, out, x.dtype);
  },

  Tile({ inputs, attrs, backend }) {
    const { x } = inputs as { x: TensorInfo };
    const { reps } = attrs as unknown as TileAttrs;
    if (!isNumeric(x)) return LEFT_TO_CPU;
    const shape = x.shape.map((extent, axis) => extent * (reps[axis] as number));
    // Each axis becomes two: the repetitions, along which `x` does not move on, and its own values.
    const twice = x.shape.flatMap((extent, axis) => [reps[axis] as number, extent]);
    const steps = stepsOf(x.shape).flatMap((step) => [0, step]);
    const out = makeValues(backend, x.dtype, sizeOf(shape));
    const from = { values: valuesOf(backend, x), at: 0, steps };
    copyStrided(from, { values: out, at: 0, steps: stepsOf(twice) }, twice);
    return makeTensor(backend, shape, out, x.dtype);
  },

  PadV2({ inputs, attrs, backend }) {
    const { x } = inputs as { x: TensorInfo };
    const { paddings, constantValue } = attrs as unknown as PadV2Attrs;
    if (!isNumeric(x)) return LEFT_TO_CPU;
    const shape = paddings.map(([before, after], i) => before + (x.shape[i] as number) + after);
    const out = makeValues(backend, x.dtype, sizeOf(shape));
    out.fill(constantValue);
    const steps = stepsOf(shape);
    let first = 0;
    paddings.forEach(([before], axis) => {
      first += before * (steps[axis] as number);
    });
    const from = { values: valuesOf(backend, x), at: 0, steps: stepsOf(x.shape) };
    copyStrided(from, { values: out, at: first, steps }, x.shape);
    return makeTensor(backend, shape, out, x.dtype);
  },
};
