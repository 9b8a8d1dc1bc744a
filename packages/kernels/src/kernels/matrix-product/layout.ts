import type { MatrixProductInput } from "./input.js";

/** How far apart neighbours lie in the two matrices of a product. */
export interface Layout {
  readonly leftRow: number;
  readonly leftInner: number;
  readonly rightInner: number;
  readonly rightColumn: number;
}

export function layoutOf(input: MatrixProductInput): Layout {
  const { rows, inner, columns, transposed } = input;
  return {
    leftRow: transposed === "left" ? 1 : inner,
    leftInner: transposed === "left" ? rows : 1,
    rightInner: transposed === "right" ? 1 : columns,
    rightColumn: transposed === "right" ? inner : 1,
  };
}
