import { createRequire } from "node:module";
import { join } from "node:path";
import util from "node:util";

/** What is used of TensorFlow.js, which is installed aside and not typed here. */
export interface TensorFlow {
  readonly version: { readonly tfjs: string };
  tensor1d(values: Int32Array, dtype: "int32"): Tensor;
  tensor2d(values: Float32Array | Int32Array, shape: [number, number], dtype?: "int32"): Tensor;
  tensor3d(values: Float32Array, shape: [number, number, number]): Tensor;
  variable(initial: Tensor): Tensor;
  gather(table: Tensor, ids: Tensor): Tensor;
  matMul(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor;
  logSumExp(x: Tensor, axis: number): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  div(a: Tensor, b: Tensor): Tensor;
  sum(x: Tensor, axis?: number): Tensor;
  concat(parts: readonly Tensor[], axis: number): Tensor;
  zeros(shape: readonly number[]): Tensor;
  tidy<T>(work: () => T): T;
  readonly train: {
    adagrad(
      learningRate: number,
      initialAccumulator: number,
    ): { minimize(f: () => Tensor, returnCost: true): Tensor };
  };
}

export interface Tensor {
  dataSync(): Float32Array;
}

/** tfjs-node 4.22 calls a function that Node 23 took away. */
const old = util as unknown as { isNullOrUndefined?: (value: unknown) => boolean };
old.isNullOrUndefined ??= (value) => value === null || value === undefined;

/** TensorFlow.js with its native engine, from the folder that `TOWERKIT_TFJS_NODE` names. */
export function tfjsNode(): TensorFlow {
  const installed = join(process.env["TOWERKIT_TFJS_NODE"] as string, "package.json");
  return createRequire(installed)("@tensorflow/tfjs-node") as TensorFlow;
}
