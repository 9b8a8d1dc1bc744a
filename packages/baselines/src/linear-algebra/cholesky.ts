import { NumericError } from "@towerkit/core";
import { type SquarePart, solveTwoRows } from "./solve-rows.js";

const { sqrt } = Math;

/**
 * Replaces the lower half of a symmetric matrix A by L with L · Lᵀ = A.
 * @throws NumericError if the matrix is not positive definite, as far as float64 can tell.
 */
export function factorInPlace({ values, at, stride, size }: SquarePart): void {
  for (let i = 0; i < size; i += 2) {
    const row = at + i * stride;
    const next = i + 1 < size ? row + stride : row;
    solveTwoRows({ values, at, stride, size: i }, values, row, next);
    const pivot = sqrt(positive(values[row + i] - sumOfProducts(values, row, row, i), i));
    values[row + i] = pivot;
    if (next === row) return;
    values[next + i] = (values[next + i] - sumOfProducts(values, next, row, i)) / pivot;
    const left = values[next + i + 1] - sumOfProducts(values, next, next, i + 1);
    values[next + i + 1] = sqrt(positive(left, i + 1));
  }
}

function sumOfProducts(values: Float64Array, a: number, b: number, count: number): number {
  let sum = 0;
  for (let t = 0; t < count; t++) sum += values[a + t] * values[b + t];
  return sum;
}

function positive(pivot: number, index: number): number {
  if (pivot > 0) return pivot;
  throw new NumericError(
    `the equations are not positive definite (pivot ${index} is ${pivot}); use a larger regularization.`,
  );
}
