import type { MatrixProductInput } from "./input.js";

const { fround } = Math;

/**
 * The product of two matrices.
 *
 * Each value is one float32 sum over `inner`, in rising order from 0, a product rounded before it is
 * added. A value that is not a number is the quiet one without payload, `0x7fc00000`. A vector kernel
 * puts columns side by side in its lanes. Here two rows and four columns share their loads, which
 * changes no bit.
 *
 * The input must have been checked.
 */
export function matrixProduct(input: MatrixProductInput): void {
  const { left, right, rows, inner, columns, transposed, out } = input;
  const operands: Operands = {
    left,
    leftRow: transposed === "left" ? 1 : inner,
    leftInner: transposed === "left" ? rows : 1,
    right,
    rightInner: transposed === "right" ? 1 : columns,
    rightColumn: transposed === "right" ? inner : 1,
    inner,
    out,
    columns,
  };
  const wholeRows = rows - (rows % 2);
  const wholeColumns = columns - (columns % 4);
  for (let r = 0; r < wholeRows; r += 2) {
    for (let c = 0; c < wholeColumns; c += 4) tileOfEight(operands, r, c);
  }
  for (let r = 0; r < rows; r++) {
    for (let c = r < wholeRows ? wholeColumns : 0; c < columns; c++) {
      out[r * columns + c] = oneValue(operands, r, c);
    }
  }
  for (let i = 0; i < out.length; i++) {
    if (Number.isNaN(out[i])) out[i] = Number.NaN;
  }
}

/** Two matrices, how far apart their neighbours lie, and where their product goes. */
interface Operands {
  readonly left: Float32Array;
  readonly leftRow: number;
  readonly leftInner: number;
  readonly right: Float32Array;
  readonly rightInner: number;
  readonly rightColumn: number;
  readonly inner: number;
  readonly out: Float32Array;
  readonly columns: number;
}

function tileOfEight(operands: Operands, row: number, column: number): void {
  const { left, leftRow, leftInner, right, rightInner, rightColumn } = operands;
  const { inner, out, columns } = operands;
  let a0 = row * leftRow;
  let a1 = a0 + leftRow;
  let b0 = column * rightColumn;
  let b1 = b0 + rightColumn;
  let b2 = b1 + rightColumn;
  let b3 = b2 + rightColumn;
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  for (let k = 0; k < inner; k++) {
    const x0 = left[a0];
    const x1 = left[a1];
    const y0 = right[b0];
    const y1 = right[b1];
    const y2 = right[b2];
    const y3 = right[b3];
    s00 = fround(s00 + fround(x0 * y0));
    s01 = fround(s01 + fround(x0 * y1));
    s02 = fround(s02 + fround(x0 * y2));
    s03 = fround(s03 + fround(x0 * y3));
    s10 = fround(s10 + fround(x1 * y0));
    s11 = fround(s11 + fround(x1 * y1));
    s12 = fround(s12 + fround(x1 * y2));
    s13 = fround(s13 + fround(x1 * y3));
    a0 += leftInner;
    a1 += leftInner;
    b0 += rightInner;
    b1 += rightInner;
    b2 += rightInner;
    b3 += rightInner;
  }
  const o0 = row * columns + column;
  out[o0] = s00;
  out[o0 + 1] = s01;
  out[o0 + 2] = s02;
  out[o0 + 3] = s03;
  const o1 = o0 + columns;
  out[o1] = s10;
  out[o1 + 1] = s11;
  out[o1 + 2] = s12;
  out[o1 + 3] = s13;
}

function oneValue(operands: Operands, row: number, column: number): number {
  const { left, leftRow, leftInner, right, rightInner, rightColumn, inner } = operands;
  let a = row * leftRow;
  let b = column * rightColumn;
  let sum = 0;
  for (let k = 0; k < inner; k++) {
    sum = fround(sum + fround(left[a] * right[b]));
    a += leftInner;
    b += rightInner;
  }
  return sum;
}
