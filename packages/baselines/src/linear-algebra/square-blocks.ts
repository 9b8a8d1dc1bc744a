import { partsOf, roundedTo, subtractFrom } from "./blocks.js";
import { BLOCK, INNER, STRIPE, type Workspace } from "./workspace.js";

/**
 * Replaces the lower half of a triangular W by that of Wᵀ · W, block row by block row. The upper half must
 * hold zeros.
 */
export function squareBlocks(workspace: Workspace): void {
  const { values, size } = workspace;
  const sums = new Float64Array(BLOCK * size);
  for (const [first, block] of partsOf(0, size, BLOCK)) {
    const width = first + block;
    sums.fill(0, 0, block * width);
    subtractProducts(workspace, first, block, sums);
    for (let r = 0; r < block; r++) {
      const to = (first + r) * size;
      for (let c = 0; c <= first + r; c++) values[to + c] = -sums[r * width + c];
    }
  }
}

function subtractProducts(
  { runtime, values, size, left, right, product }: Workspace,
  first: number,
  block: number,
  sums: Float64Array,
): void {
  const width = first + block;
  for (const [firstInner, inner] of partsOf(first, size, INNER)) {
    const rows = { values, stride: size, firstRow: firstInner, rows: inner };
    const blockColumn = roundedTo(left, { ...rows, firstColumn: first, columns: block });
    for (const [firstColumn, columns] of partsOf(0, width, STRIPE)) {
      const out = product.subarray(0, block * columns);
      runtime.matrixProduct({
        ...{ left: blockColumn, right: roundedTo(right, { ...rows, firstColumn, columns }) },
        ...{ transposed: "left", rows: block, inner, columns, out },
      });
      const target = { values: sums, stride: width, firstRow: 0, rows: block };
      subtractFrom({ ...target, firstColumn, columns }, out);
    }
  }
}
