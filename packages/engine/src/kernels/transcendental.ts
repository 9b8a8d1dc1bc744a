import type { TensorInfo } from "@tensorflow/tfjs-core";
import { runtimeOf } from "../backend/backend.js";
import { type Kernel, type Kernels, LEFT_TO_CPU } from "../backend/kernel.js";
import { broadcast, sizeOf } from "../backend/shapes.js";
import {
  floatsOf,
  isNumeric,
  makeFloats,
  makeTensor,
  makeValues,
  valuesOf,
} from "../backend/tensors.js";
import { pow } from "../math/pow.js";
import { runLoop } from "./elementwise.js";
import type { RowLoop } from "./row-loops.js";
import { type TranscendentalLoop, transcendentalLoops } from "./transcendental-loops.js";

/** The result is in float32, also of whole numbers. */
function transcendentalKernel(loop: TranscendentalLoop): Kernel {
  return ({ inputs, backend }) => {
    const { x } = inputs as { x: TensorInfo };
    if (!isNumeric(x)) return LEFT_TO_CPU;
    const values = floatsOf(backend, x);
    const out = makeFloats(backend, values.length);
    loop(values, out, runtimeOf(backend));
    return makeTensor(backend, x.shape, out);
  };
}

const powLoop: RowLoop = (a, b, out, { aAt, aStep, bAt, bStep, outAt, count }) => {
  for (let i = 0; i < count; i++, aAt += aStep, bAt += bStep) {
    out[outAt + i] = pow(a[aAt] as number, b[bAt] as number);
  }
};

/** Operations that JavaScript engines compute differently, with the same bits in all of them. */
export const transcendentalKernels: Kernels = {
  ...Object.fromEntries(
    Object.entries(transcendentalLoops).map(
      ([name, loop]) => [name, transcendentalKernel(loop)] as const,
    ),
  ),
  Pow({ inputs, backend }) {
    const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
    const shape = broadcast(a.shape, b.shape);
    if (!isNumeric(a) || !isNumeric(b) || shape === undefined) return LEFT_TO_CPU;
    const values = makeValues(backend, a.dtype, sizeOf(shape));
    runLoop(powLoop, {
      a: { values: valuesOf(backend, a), shape: a.shape },
      b: { values: valuesOf(backend, b), shape: b.shape },
      out: { values, shape },
    });
    return makeTensor(backend, shape, values, a.dtype);
  },
};
