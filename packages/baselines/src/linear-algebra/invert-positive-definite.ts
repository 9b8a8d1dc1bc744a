import type { Runtime } from "@towerkit/kernels";
import { factorBlocks } from "./factor-blocks.js";
import { invertBlocks } from "./invert-blocks.js";
import { squareBlocks } from "./square-blocks.js";
import { makeWorkspace } from "./workspace.js";

/**
 * Inverts a symmetric positive definite matrix in place, `[size, size]`; the lower half is
 * read and replaced, the upper one holds nothing of use afterwards. It is the textbook's blocked way: A = L · Lᵀ, W = L⁻¹, A⁻¹ = Wᵀ · W.
 *
 * What grows with the cube of the size runs as float32 products of at most 512 terms, which are summed in
 * float64; diagonal blocks and triangular solves are float64 all through. So the error is that of rounding
 * L and W to float32 once: about 1e-7 × the condition number of the matrix, relative to its inverse.
 *
 * @throws NumericError if the matrix is not positive definite.
 */
export function invertPositiveDefinite(values: Float64Array, size: number, runtime: Runtime): void {
  const workspace = makeWorkspace(runtime, values, size);
  factorBlocks(workspace);
  clearAboveDiagonal(values, size);
  invertBlocks(workspace);
  squareBlocks(workspace);
}

function clearAboveDiagonal(values: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) values.fill(0, row * size + row + 1, (row + 1) * size);
}
