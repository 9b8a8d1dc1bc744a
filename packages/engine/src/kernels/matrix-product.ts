import type { BatchMatMulAttrs, TensorInfo } from "@tensorflow/tfjs-core";
import type { Runtime } from "@towerkit/kernels";
import { runtimeOf, type TowerkitBackend } from "../backend/backend.js";
import { type Kernels, LEFT_TO_CPU } from "../backend/kernel.js";
import { broadcast, broadcastSteps, sizeOf, stepsOf } from "../backend/shapes.js";
import { floatsOf, makeFloats, makeTensor } from "../backend/tensors.js";
import { forEachPlace } from "../backend/walk.js";
import { type Matrix, smallProduct } from "./small-product.js";
import { copyStrided } from "./strided-copy.js";

/** Within a stack, smaller products take less time than calling the runtime does, measured. */
const LEAST_MULTIPLICATIONS = 8192;

/** Two stacks of matrices to be multiplied, and which of them are stored transposed. */
export interface Factors {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** What one matrix product is told, apart from how its factors are stored. */
interface Matrices {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly out: Float32Array;
}

/**
 * Multiplies stacks of matrices, which are repeated to a common stack.
 * @returns `[...stack, rows, columns]`; undefined where the factors are not float32 or do not fit.
 */
export function multiplyStacks(
  backend: TowerkitBackend,
  factors: Factors,
): { values: Float32Array; shape: number[] } | undefined {
  const { a, b } = factors;
  const extents = extentsOf(factors);
  const stack = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (a.dtype !== "float32" || b.dtype !== "float32" || !extents || !stack) return undefined;
  const { rows, inner, columns } = extents;
  const shape = [...stack, rows, columns];
  const values = makeFloats(backend, sizeOf(shape));
  const multiply = productFor(runtimeOf(backend), factors);
  const [left, right] = [floatsOf(backend, a), floatsOf(backend, b)];
  if (sizeOf(stack) === 1) {
    multiply({ left, right, rows, inner, columns, out: values });
    return { values, shape };
  }
  const isSmall = rows * inner * columns < LEAST_MULTIPLICATIONS;
  forEachMatrix(stack, factors, (atA, atB, atOut) => {
    if (isSmall) {
      const a = matrixAt(left, atA, { rows, columns: inner, isTransposed: factors.transposeA });
      const b = matrixAt(right, atB, { rows: inner, columns, isTransposed: factors.transposeB });
      smallProduct(a, b, values, { ...extents, outAt: atOut * rows * columns });
      return;
    }
    multiply({
      ...extents,
      left: nthOf(left, atA, rows * inner),
      right: nthOf(right, atB, inner * columns),
      out: nthOf(values, atOut, rows * columns),
    });
  });
  return { values, shape };
}

function extentsOf({ a, b, transposeA, transposeB }: Factors) {
  const [left, right] = [a.shape.slice(-2), b.shape.slice(-2)];
  if (left.length < 2 || right.length < 2) return undefined;
  const [rows, inner] = (transposeA ? left.reverse() : left) as [number, number];
  const [rightInner, columns] = (transposeB ? right.reverse() : right) as [number, number];
  return inner === rightInner ? { rows, inner, columns } : undefined;
}

function matrixAt(
  values: Float32Array,
  n: number,
  { rows, columns, isTransposed }: { rows: number; columns: number; isTransposed: boolean },
): Matrix {
  const [rowStep, columnStep] = isTransposed ? [1, rows] : [columns, 1];
  return { values, at: n * rows * columns, rowStep, columnStep };
}

function nthOf(values: Float32Array, n: number, size: number): Float32Array {
  return values.subarray(n * size, (n + 1) * size);
}

/** Visits the matrices of a stack, and says which of each factor's own is meant. */
function forEachMatrix(
  stack: readonly number[],
  { a, b }: Factors,
  visit: (atA: number, atB: number, atOut: number) => void,
): void {
  const own = [a, b].map(({ shape }) => broadcastSteps(shape.slice(0, -2), stack));
  forEachPlace({ shape: stack, steps: [...own, stepsOf(stack)] }, ([atA, atB, atOut]) => {
    visit(atA as number, atB as number, atOut as number);
  });
}

/** One matrix product for factors that are stored in a certain way. */
function productFor(
  runtime: Runtime,
  { transposeA, transposeB }: Factors,
): (matrices: Matrices) => void {
  if (transposeA && transposeB) return (matrices) => productOfTransposed(runtime, matrices);
  if (transposeA) return (matrices) => runtime.matrixProduct({ ...matrices, transposed: "left" });
  if (transposeB) return (matrices) => runtime.matrixProduct({ ...matrices, transposed: "right" });
  return (matrices) => runtime.matrixProduct(matrices);
}

/** Aᵀ · Bᵀ as (B · A)ᵀ: the same products, added in the same order. */
function productOfTransposed(runtime: Runtime, matrices: Matrices): void {
  const { left, right, rows, inner, columns, out } = matrices;
  const product = new Float32Array(out.length);
  runtime.matrixProduct({
    left: right,
    right: left,
    rows: columns,
    inner,
    columns: rows,
    out: product,
  });
  const from = { values: product, at: 0, steps: [1, rows] };
  copyStrided(from, { values: out, at: 0, steps: [columns, 1] }, [rows, columns]);
}

/** Matrix products of float32 tensors. */
export const matrixProductKernels: Kernels = {
  BatchMatMul({ inputs, attrs, backend }) {
    const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
    const product = multiplyStacks(backend, { a, b, ...(attrs as unknown as BatchMatMulAttrs) });
    return product === undefined ? LEFT_TO_CPU : makeTensor(backend, product.shape, product.values);
  },
};
