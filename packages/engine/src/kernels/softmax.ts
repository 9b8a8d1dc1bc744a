import type { SoftmaxAttrs, TensorInfo } from "@tensorflow/tfjs-core";
import { runtimeOf } from "../backend/backend.js";
import { type Kernels, LEFT_TO_CPU } from "../backend/kernel.js";
import { floatsOf, makeFloats, makeTensor } from "../backend/tensors.js";

/** Softmax along the last axis. Within 2e-7 of the true value, relatively; below 1e-37 it may come out as 0. */
export const softmaxKernels: Kernels = {
  Softmax({ inputs, attrs, backend }) {
    const { logits } = inputs as { logits: TensorInfo };
    const { dim } = attrs as unknown as SoftmaxAttrs;
    const last = logits.shape.length - 1;
    if (logits.dtype !== "float32" || (dim !== -1 && dim !== last)) return LEFT_TO_CPU;
    const columns = logits.shape[last] as number;
    const values = floatsOf(backend, logits);
    const out = makeFloats(backend, values.length);
    subtractGreatest(values, out, columns);
    runtimeOf(backend).exp({ values: out, out });
    divideBySum(out, columns);
    return makeTensor(backend, logits.shape, out);
  },
};

function subtractGreatest(x: Float32Array, out: Float32Array, columns: number): void {
  for (let row = 0; row < x.length; row += columns) {
    let greatest = -Infinity;
    for (let i = row; i < row + columns; i++) greatest = Math.max(greatest, x[i] as number);
    for (let i = row; i < row + columns; i++) out[i] = (x[i] as number) - greatest;
  }
}

function divideBySum(x: Float32Array, columns: number): void {
  for (let row = 0; row < x.length; row += columns) {
    let sum = 0;
    for (let i = row; i < row + columns; i++) sum += x[i] as number;
    for (let i = row; i < row + columns; i++) x[i] = (x[i] as number) / sum;
  }
}
