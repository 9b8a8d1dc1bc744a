import type { DataType, TensorInfo } from "@tensorflow/tfjs-core";
import type { TowerkitBackend } from "./backend.js";
import type { KernelCall } from "./kernel.js";

/** What the values of a tensor lie in, unless they are strings or complex numbers. */
export type NumericArray = Float32Array | Int32Array | Uint8Array;

/** Whether a tensor holds plain numbers. */
export function isNumeric({ dtype }: TensorInfo): boolean {
  return dtype === "float32" || dtype === "int32" || dtype === "bool";
}

/** The values of a numeric tensor, as they lie in memory: other tensors may share them. */
export function valuesOf(backend: TowerkitBackend, { dataId }: TensorInfo): NumericArray {
  return backend.data.get(dataId).values as NumericArray;
}

/**
 * The values of a numeric tensor in float32, copied only where they lie otherwise: TensorFlow.js casts
 * whole numbers and booleans to float32 by another name on the same array.
 */
export function floatsOf(backend: TowerkitBackend, tensor: TensorInfo): Float32Array {
  const values = valuesOf(backend, tensor);
  return values instanceof Float32Array ? values : new Float32Array(values);
}

/** An array for a result in float32, with any values in it. */
export function makeFloats({ pool }: TowerkitBackend, size: number): Float32Array {
  return pool.take(size);
}

/** An array for a numeric result, with any values in it. */
export function makeValues(backend: TowerkitBackend, dtype: DataType, size: number): NumericArray {
  if (dtype === "float32") return makeFloats(backend, size);
  return dtype === "int32" ? new Int32Array(size) : new Uint8Array(size);
}

/** Makes a tensor of values that are nobody else's. */
export function makeTensor(
  backend: TowerkitBackend,
  shape: readonly number[],
  values: NumericArray,
  dtype: DataType = "float32",
): TensorInfo {
  return backend.makeTensorInfo([...shape], dtype, values);
}

/** Says of all arguments of a call that somebody else may keep their arrays. */
export function shareInputs({ inputs, backend }: KernelCall): void {
  for (const tensor of Object.values(inputs)) if (tensor) shareValues(backend, tensor);
}

/** Says that somebody else may keep the array of a tensor. */
export function shareValues(backend: TowerkitBackend, { dataId }: TensorInfo): void {
  const { values } = backend.data.get(dataId);
  if (values instanceof Float32Array) backend.pool.share(values);
}
