import type {
  ConcatAttrs,
  SliceAttrs,
  SplitVAttrs,
  TensorInfo,
  UnpackAttrs,
} from "@tensorflow/tfjs-core";
import type { TowerkitBackend } from "../backend/backend.js";
import { type Kernels, LEFT_TO_CPU } from "../backend/kernel.js";
import { axesOf, sizeOf, stepsOf } from "../backend/shapes.js";
import { isNumeric, makeTensor, makeValues, shareValues, valuesOf } from "../backend/tensors.js";
import { copyStrided } from "./strided-copy.js";

/** A block of a tensor: where it begins and how far it reaches along each axis. */
interface Block {
  readonly begin: readonly number[];
  readonly size: readonly number[];
}

/** Operations that take tensors apart or put them together. */
export const partsKernels: Kernels = {
  Slice({ inputs, attrs, backend }) {
    const { x } = inputs as { x: TensorInfo };
    const block = blockOf(x.shape, attrs as unknown as SliceAttrs);
    if (!isNumeric(x) || block === undefined) return LEFT_TO_CPU;
    return takeBlock(backend, x, block);
  },

  SplitV({ inputs, attrs, backend }) {
    const { x } = inputs as { x: TensorInfo };
    const { numOrSizeSplits: sizes, axis: named } = attrs as unknown as SplitVAttrs;
    const [axis] = axesOf(named, x.shape.length) ?? [];
    if (!isNumeric(x) || axis === undefined) return LEFT_TO_CPU;
    const extent = x.shape[axis] as number;
    const extents = partsOf(extent, sizes);
    return extents === undefined ? LEFT_TO_CPU : splitAlong(backend, x, { axis, extents });
  },

  Unpack({ inputs, attrs, backend }) {
    const { value } = inputs as { value: TensorInfo };
    const [axis] = axesOf((attrs as unknown as UnpackAttrs).axis, value.shape.length) ?? [];
    if (!isNumeric(value) || axis === undefined) return LEFT_TO_CPU;
    const extents = new Array<number>(value.shape[axis] as number).fill(1);
    return splitAlong(backend, value, { axis, extents }).map((part) => ({
      ...part,
      shape: part.shape.toSpliced(axis, 1),
    }));
  },

  Concat({ inputs, attrs, backend }) {
    const tensors = inputs as unknown as TensorInfo[];
    const [first] = tensors as [TensorInfo];
    const [axis] = axesOf((attrs as unknown as ConcatAttrs).axis, first.shape.length) ?? [];
    if (axis === undefined || !tensors.every((own) => joins(own, first, axis))) return LEFT_TO_CPU;
    const extent = tensors.reduce((sum, { shape }) => sum + (shape[axis] as number), 0);
    const shape = first.shape.with(axis, extent);
    const out = makeValues(backend, first.dtype, sizeOf(shape));
    const steps = stepsOf(shape);
    let at = 0;
    for (const tensor of tensors) {
      const from = { values: valuesOf(backend, tensor), at: 0, steps: stepsOf(tensor.shape) };
      copyStrided(from, { values: out, at, steps }, tensor.shape);
      at += (tensor.shape[axis] as number) * (steps[axis] as number);
    }
    return makeTensor(backend, shape, out, first.dtype);
  },
};

/** Whether a tensor can be joined to another along an axis. */
function joins(tensor: TensorInfo, to: TensorInfo, along: number): boolean {
  return (
    isNumeric(tensor) &&
    tensor.dtype === to.dtype &&
    tensor.shape.length === to.shape.length &&
    tensor.shape.every((extent, axis) => axis === along || extent === to.shape[axis])
  );
}

/** The block that a slice names; undefined where it reaches out of the shape. */
function blockOf(shape: readonly number[], { begin, size }: SliceAttrs): Block | undefined {
  const begins = [begin].flat();
  const sizes = [size ?? []].flat();
  const block = shape.map((extent, axis) => {
    const from = begins[axis] ?? 0;
    const reach = sizes[axis] ?? -1;
    return { from, reach: reach === -1 ? extent - from : reach, extent };
  });
  const isWithin = block.every(
    ({ from, reach, extent }) => from >= 0 && reach >= 0 && from + reach <= extent,
  );
  if (!isWithin) return undefined;
  return { begin: block.map(({ from }) => from), size: block.map(({ reach }) => reach) };
}

/** How far each part reaches along the axis that is split; undefined where they do not fill it. */
function partsOf(extent: number, sizes: number | readonly number[]): number[] | undefined {
  const parts =
    typeof sizes === "number" ? new Array<number>(sizes).fill(extent / sizes) : [...sizes];
  const isWhole = parts.every((part) => Number.isInteger(part) && part >= 0);
  return isWhole && parts.reduce((sum, part) => sum + part, 0) === extent ? parts : undefined;
}

function splitAlong(
  backend: TowerkitBackend,
  x: TensorInfo,
  { axis, extents }: { axis: number; extents: readonly number[] },
): TensorInfo[] {
  const begin = x.shape.map(() => 0);
  return extents.map((extent) => {
    const part = takeBlock(backend, x, { begin, size: x.shape.with(axis, extent) });
    begin[axis] = (begin[axis] as number) + extent;
    return part;
  });
}

/** A block as a tensor of its own, on the same array where the block lies in one piece. */
function takeBlock(backend: TowerkitBackend, x: TensorInfo, { begin, size }: Block): TensorInfo {
  const steps = stepsOf(x.shape);
  let at = 0;
  for (let axis = 0; axis < steps.length; axis++) {
    at += (begin[axis] as number) * (steps[axis] as number);
  }
  const values = valuesOf(backend, x);
  const count = sizeOf(size);
  const outSteps = stepsOf(size);
  const isOnePiece = size.every((extent, axis) => extent === 1 || steps[axis] === outSteps[axis]);
  if (isOnePiece) {
    shareValues(backend, x);
    return makeTensor(backend, size, values.subarray(at, at + count), x.dtype);
  }
  const out = makeValues(backend, x.dtype, count);
  copyStrided({ values, at, steps }, { values: out, at: 0, steps: outSteps }, size);
  return makeTensor(backend, size, out, x.dtype);
}
