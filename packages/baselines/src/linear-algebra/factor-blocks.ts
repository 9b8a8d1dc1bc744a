import { partsOf, roundedTo, subtractFrom } from "./blocks.js";
import { factorInPlace } from "./cholesky.js";
import { solveTwoRows } from "./solve-rows.js";
import { BLOCK, STRIPE, type Workspace } from "./workspace.js";

/** Replaces the lower half of A by L with L · Lᵀ = A, block column by block column. */
export function factorBlocks(workspace: Workspace): void {
  const { values, size } = workspace;
  for (const [first, block] of partsOf(0, size, BLOCK)) {
    const diagonal = { values, at: first * size + first, stride: size, size: block };
    factorInPlace(diagonal);
    for (let row = first + block; row < size; row += 2) {
      const at = row * size + first;
      solveTwoRows(diagonal, values, at, row + 1 < size ? at + size : at);
    }
    subtractSquare(workspace, first, block);
  }
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
