import type { ClipByValueAttrs, NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import { type Kernel, type Kernels, LEFT_TO_CPU } from "../backend/kernel.js";
import { floatsOf, makeFloats, makeTensor } from "../backend/tensors.js";
import { type UnaryLoop, unaryLoops } from "./unary-loops.js";

function unaryKernel(loop: UnaryLoop): Kernel {
  return ({ inputs, attrs, backend }) => {
    const { x } = inputs as { x: TensorInfo };
    if (x.dtype !== "float32") return LEFT_TO_CPU;
    const values = floatsOf(backend, x);
    const out = makeFloats(backend, values.length);
    loop(values, out, alphaOf(attrs));
    return makeTensor(backend, x.shape, out);
  };
}

/** The setting of LeakyRelu and Step; other operations have none. */
function alphaOf(attrs: NamedAttrMap | undefined): number {
  return (attrs as { alpha?: number } | undefined)?.alpha ?? 0;
}

/** Operations on each value of a float32 tensor that need no more than arithmetic. */
export const unaryKernels: Kernels = {
  ...Object.fromEntries(
    Object.entries(unaryLoops).map(([name, loop]) => [name, unaryKernel(loop)] as const),
  ),
  ClipByValue({ inputs, attrs, backend }) {
    const { x } = inputs as { x: TensorInfo };
    if (x.dtype !== "float32") return LEFT_TO_CPU;
    const { clipValueMin: least, clipValueMax: most } = attrs as unknown as ClipByValueAttrs;
    const values = floatsOf(backend, x);
    const out = makeFloats(backend, values.length);
    for (let i = 0; i < out.length; i++) {
      const value = values[i] as number;
      out[i] = value > most ? most : value < least ? least : value;
    }
    return makeTensor(backend, x.shape, out);
  },
};
