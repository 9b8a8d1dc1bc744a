/** A rectangle of a row-major float64 matrix. */
export interface Rectangle {
  readonly values: Float64Array;
  readonly stride: number;
  readonly firstRow: number;
  readonly rows: number;
  readonly firstColumn: number;
  readonly columns: number;
}

/** Rounds a rectangle to float32, its rows one after another in `to`. */
export function roundedTo(to: Float32Array, rectangle: Rectangle): Float32Array {
  const { values, stride, firstRow, rows, firstColumn, columns } = rectangle;
  for (let r = 0; r < rows; r++) {
    const from = (firstRow + r) * stride + firstColumn;
    const at = r * columns;
    for (let c = 0; c < columns; c++) to[at + c] = values[from + c];
  }
  return to.subarray(0, rows * columns);
}

/** Takes float32 rows that lie one after another off a rectangle. */
export function subtractFrom(rectangle: Rectangle, product: Float32Array): void {
  const { values, stride, firstRow, rows, firstColumn, columns } = rectangle;
  for (let r = 0; r < rows; r++) {
    const to = (firstRow + r) * stride + firstColumn;
    const at = r * columns;
    for (let c = 0; c < columns; c++) values[to + c] -= product[at + c];
  }
}

/** The parts into which `from … to` is cut, each of at most `most`. */
export function* partsOf(from: number, to: number, most: number): Generator<[number, number]> {
  for (let first = from; first < to; first += most) yield [first, Math.min(most, to - first)];
}
