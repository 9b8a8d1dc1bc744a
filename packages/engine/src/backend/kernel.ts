import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs-core";
import type { TowerkitBackend } from "./backend.js";

/** What TensorFlow.js hands to a kernel. */
export interface KernelCall {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs: NamedAttrMap;
  readonly backend: TowerkitBackend;
}

/** What a kernel answers for inputs that TensorFlow.js's own takes: other types, or wrong ones. */
export const LEFT_TO_CPU = Symbol("left to the cpu backend");

/** One operation of TensorFlow.js. It writes to new arrays only: tensors share theirs. */
export type Kernel = (call: KernelCall) => TensorInfo | TensorInfo[] | typeof LEFT_TO_CPU;

/** Kernels by the names that TensorFlow.js gives them. */
export type Kernels = Readonly<Record<string, Kernel>>;
