import { NumericError } from "@towerkit/core";

/**
 * Replaces the upper half of a symmetric matrix A by U with Uᵀ · U = A. Only the upper half is read, and the
 * lower one holds nothing of use afterwards. Four rows of U at a time are taken off the rows below, two of
 * those at a time: every load is of neighbouring values, and serves twice.
 *
 * @param values - `[size, size]`
 * @throws NumericError if the matrix is not positive definite, as far as float64 can tell.
 */
export function factorUpper(values: Float64Array, size: number): void {
  for (let first = 0; first < size; first += 4) {
    const end = Math.min(first + 4, size);
    for (let row = first; row < end; row++) finishRow(values, size, first, row);
    subtractRows(values, size, first);
  }
}

/** Finishes a row of U, from which all but the rows from `first` on are taken off already. */
function finishRow(values: Float64Array, size: number, first: number, row: number): void {
  const at = row * size;
  for (let above = first; above < row; above++) {
    const from = above * size;
    const factor = values[from + row];
    for (let c = row; c < size; c++) values[at + c] -= factor * values[from + c];
  }
  const pivot = values[at + row];
  if (!(pivot > 0)) {
    throw new NumericError(
      `the equations are not positive definite (pivot ${row} is ${pivot}); use a larger regularization.`,
    );
  }
  const scale = 1 / Math.sqrt(pivot);
  for (let c = row; c < size; c++) values[at + c] *= scale;
}

/** Takes the four rows from `first` on off all rows below them. */
function subtractRows(values: Float64Array, size: number, first: number): void {
  const u0 = first * size;
  const u1 = u0 + size;
  const u2 = u1 + size;
  const u3 = u2 + size;
  let row = first + 4;
  for (; row + 1 < size; row += 2) {
    const x0 = values[u0 + row];
    const x1 = values[u1 + row];
    const x2 = values[u2 + row];
    const x3 = values[u3 + row];
    const y0 = values[u0 + row + 1];
    const y1 = values[u1 + row + 1];
    const y2 = values[u2 + row + 1];
    const y3 = values[u3 + row + 1];
    const x = row * size;
    const y = x + size;
    for (let c = row; c < size; c++) {
      const v0 = values[u0 + c];
      const v1 = values[u1 + c];
      const v2 = values[u2 + c];
      const v3 = values[u3 + c];
      values[x + c] -= x0 * v0 + x1 * v1 + x2 * v2 + x3 * v3;
      values[y + c] -= y0 * v0 + y1 * v1 + y2 * v2 + y3 * v3;
    }
  }
  if (row < size) {
    // The last row, of which the last value alone is in the upper half.
    for (let u = first; u < first + 4; u++) {
      values[row * size + row] -= values[u * size + row] ** 2;
    }
  }
}

/** Replaces a row x by the y with Uᵀ · y = x, which is also y · U = x. */
export function solveForward(upper: Float64Array, size: number, row: Float64Array): void {
  for (let t = 0; t < size; t++) {
    const at = t * size;
    const y = row[t] / upper[at + t];
    row[t] = y;
    for (let c = t + 1; c < size; c++) row[c] -= y * upper[at + c];
  }
}

/** Replaces a row y by the x with U · x = y. */
export function solveBackward(upper: Float64Array, size: number, row: Float64Array): void {
  for (let t = size - 1; t >= 0; t--) {
    const at = t * size;
    let x = row[t];
    for (let c = t + 1; c < size; c++) x -= upper[at + c] * row[c];
    row[t] = x / upper[at + t];
  }
}
