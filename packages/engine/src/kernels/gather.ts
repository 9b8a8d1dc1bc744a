import type { GatherV2Attrs, TensorInfo, UnsortedSegmentSumAttrs } from "@tensorflow/tfjs-core";
import { type Kernels, LEFT_TO_CPU } from "../backend/kernel.js";
import { axesOf, sizeOf } from "../backend/shapes.js";
import {
  floatsOf,
  isNumeric,
  makeFloats,
  makeTensor,
  makeValues,
  valuesOf,
} from "../backend/tensors.js";

/** Operations that pick or add up the rows that a list of numbers names. */
export const gatherKernels: Kernels = {
  GatherV2({ inputs, attrs, backend }) {
    const { x, indices } = inputs as { x: TensorInfo; indices: TensorInfo };
    const { axis: named, batchDims } = attrs as unknown as GatherV2Attrs;
    const [axis] = axesOf(named, x.shape.length) ?? [];
    const chosen = valuesOf(backend, indices);
    const extent = x.shape[axis ?? 0] as number;
    const areWithin = chosen.every((index) => index >= 0 && index < extent);
    if (!isNumeric(x) || axis === undefined || batchDims || !areWithin) return LEFT_TO_CPU;

    const outer = sizeOf(x.shape.slice(0, axis));
    const width = sizeOf(x.shape.slice(axis + 1));
    const from = valuesOf(backend, x);
    const out = makeValues(backend, x.dtype, outer * chosen.length * width);
    let at = 0;
    for (let block = 0; block < outer; block++) {
      for (let i = 0; i < chosen.length; i++, at += width) {
        const row = (block * extent + (chosen[i] as number)) * width;
        for (let j = 0; j < width; j++) out[at + j] = from[row + j] as number;
      }
    }
    const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
    return makeTensor(backend, shape, out, x.dtype);
  },

  /** Each result is one float64 sum in rising order, rounded at its end; other segments are left out. */
  UnsortedSegmentSum({ inputs, attrs, backend }) {
    const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
    const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs;
    if (x.dtype !== "float32" || segmentIds.shape.join() !== `${x.shape[0]}`) return LEFT_TO_CPU;
    const width = sizeOf(x.shape.slice(1));
    const from = floatsOf(backend, x);
    const sums = new Float64Array(numSegments * width);
    valuesOf(backend, segmentIds).forEach((segment, row) => {
      if (segment < 0 || segment >= numSegments) return;
      const at = segment * width;
      for (let j = 0; j < width; j++) {
        sums[at + j] = (sums[at + j] as number) + (from[row * width + j] as number);
      }
    });
    const out = makeFloats(backend, sums.length);
    out.set(sums);
    return makeTensor(backend, [numSegments, ...x.shape.slice(1)], out);
  },
};
