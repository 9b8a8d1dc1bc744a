/** A rectangle of a row-major matrix. */
export interface Part {
  readonly firstRow: number;
  readonly rows: number;
  readonly firstColumn: number;
  readonly columns: number;
}

/** Copies a part of a matrix of `width` columns out of it, its rows one after another. */
export function copyPartOut(matrix: Float32Array, width: number, part: Part, to: Float32Array) {
  const { firstRow, rows, firstColumn, columns } = part;
  if (columns === width) {
    to.set(matrix.subarray(firstRow * width, (firstRow + rows) * width));
    return;
  }
  for (let r = 0; r < rows; r++) {
    const from = (firstRow + r) * width + firstColumn;
    to.set(matrix.subarray(from, from + columns), r * columns);
  }
}

/** The other way round: copies rows that lie one after another into their part of a matrix. */
export function copyPartIn(from: Float32Array, matrix: Float32Array, width: number, part: Part) {
  const { firstRow, rows, firstColumn, columns } = part;
  if (columns === width) {
    matrix.set(from.subarray(0, rows * columns), firstRow * width);
    return;
  }
  for (let r = 0; r < rows; r++) {
    const to = (firstRow + r) * width + firstColumn;
    matrix.set(from.subarray(r * columns, (r + 1) * columns), to);
  }
}
