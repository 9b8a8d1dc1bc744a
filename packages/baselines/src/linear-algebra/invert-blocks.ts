import { partsOf, roundedTo, subtractFrom } from "./blocks.js";
import { BLOCK, INNER, STRIPE, type Workspace } from "./workspace.js";

/**
 * Replaces a lower triangular L by its inverse W, block row by block row. The upper half must hold zeros.
 */
export function invertBlocks(workspace: Workspace): void {
  const { values, size } = workspace;
  const sums = new Float64Array(BLOCK * size);
  for (const [first, block] of partsOf(0, size, BLOCK)) {
    const width = first + block;
    sums.fill(0, 0, block * width);
    for (let r = 0; r < block; r++) sums[r * width + first + r] = 1;
    subtractProducts(workspace, { first, block, sums });
    solveBelow(values, size, { first, block, sums });
    for (let r = 0; r < block; r++) {
      const from = r * width;
      values.set(sums.subarray(from, from + first + r + 1), (first + r) * size);
    }
  }
}

interface BlockRow {
  readonly first: number;
  readonly block: number;
  /** `[block, first + block]` */
  readonly sums: Float64Array;
}

/** Takes L's block row × the rows of W above off the sums. */
function subtractProducts(workspace: Workspace, { first, block, sums }: BlockRow): void {
  const { runtime, values, size } = workspace;
  for (const [firstColumn, columns] of partsOf(0, first, STRIPE)) {
    const out = workspace.product.subarray(0, block * columns);
    const target = { values: sums, stride: first + block, firstRow: 0, rows: block };
    // Above the diagonal of W there is nothing to multiply.
    for (const [firstInner, inner] of partsOf(firstColumn, first, INNER)) {
      const left = roundedTo(workspace.left, {
        ...{ values, stride: size, firstRow: first, rows: block },
        ...{ firstColumn: firstInner, columns: inner },
      });
      const right = roundedTo(workspace.right, {
        ...{ values, stride: size, firstRow: firstInner, rows: inner, firstColumn, columns },
      });
      runtime.matrixProduct({ left, right, rows: block, inner, columns, out });
      subtractFrom({ ...target, firstColumn, columns }, out);
    }
  }
}

/** Solves with L's diagonal block, row by row. */
function solveBelow(values: Float64Array, size: number, { first, block, sums }: BlockRow): void {
  const width = first + block;
  for (let r = 0; r < block; r++) {
    const row = r * width;
    const lower = (first + r) * size + first;
    for (let t = 0; t < r; t++) {
      const factor = values[lower + t];
      const above = t * width;
      for (let c = 0; c < width; c++) sums[row + c] -= factor * sums[above + c];
    }
    const pivot = values[lower + r];
    for (let c = 0; c < width; c++) sums[row + c] /= pivot;
  }
}
