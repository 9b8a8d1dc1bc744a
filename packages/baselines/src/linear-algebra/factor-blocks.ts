import { partsOf, roundedTo, subtractFrom } from "./blocks.js";
import { factorUpper, solveForward } from "./cholesky.js";
import { BLOCK, STRIPE, type Workspace } from "./workspace.js";

/** Replaces the lower half of A by L with L · Lᵀ = A, block column by block column. */
export function factorBlocks(workspace: Workspace): void {
  const { values, size } = workspace;
  for (const [first, block] of partsOf(0, size, BLOCK)) {
    const upper = factorDiagonal(workspace, first, block);
    for (let row = first + block; row < size; row++) {
      const at = row * size + first;
      solveForward(upper, block, values.subarray(at, at + block));
    }
    subtractSquare(workspace, first, block);
  }
}

/**
 * Factors a diagonal block in place.
 * @returns the factor the other way round, `[block, block]`.
 */
function factorDiagonal({ values, size }: Workspace, first: number, block: number): Float64Array {
  const upper = new Float64Array(block * block);
  for (let r = 0; r < block; r++) {
    for (let c = 0; c <= r; c++) upper[c * block + r] = values[(first + r) * size + first + c];
  }
  factorUpper(upper, block);
  for (let r = 0; r < block; r++) {
    for (let c = 0; c <= r; c++) values[(first + r) * size + first + c] = upper[c * block + r];
  }
  return upper;
}

/** Takes the square of a finished block column off all that is right of and below it. */
function subtractSquare(workspace: Workspace, first: number, block: number): void {
  const { runtime, values, size } = workspace;
  const below = first + block;
  const panel = roundedTo(workspace.left, {
    ...{ values, stride: size, firstRow: below, rows: size - below },
    ...{ firstColumn: first, columns: block },
  });
  for (const [firstColumn, columns] of partsOf(below, size, STRIPE)) {
    const rows = size - firstColumn;
    const out = workspace.product.subarray(0, rows * columns);
    const left = panel.subarray((firstColumn - below) * block);
    runtime.matrixProduct({
      ...{ left, right: left.subarray(0, columns * block), transposed: "right" },
      ...{ rows, inner: block, columns, out },
    });
    subtractFrom({ values, stride: size, firstRow: firstColumn, rows, firstColumn, columns }, out);
  }
}
