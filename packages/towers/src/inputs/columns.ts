/** Where a block of columns lies in rows of `width` numbers. */
export interface ColumnRange {
  readonly width: number;
  readonly offset: number;
  readonly dim: number;
}

/** Writes `block` `[n, dim]` into columns of `rows` `[n, width]`. */
export function writeColumns(block: Float32Array, rows: Float32Array, range: ColumnRange): void {
  const { width, offset, dim } = range;
  for (let from = 0, to = offset; from < block.length; from += dim, to += width) {
    copyRow(block, from, rows, to, dim);
  }
}

/** Copies columns of `rows` `[n, width]` out into `block` `[n, dim]`. */
export function readColumns(rows: Float32Array, block: Float32Array, range: ColumnRange): void {
  const { width, offset, dim } = range;
  for (let to = 0, from = offset; to < block.length; to += dim, from += width) {
    copyRow(rows, from, block, to, dim);
  }
}

/** Four numbers a turn: the engine checks each turn of a loop, and `set` costs more for a short row. */
function copyRow(
  source: Float32Array,
  from: number,
  target: Float32Array,
  to: number,
  length: number,
): void {
  let d = 0;
  for (const whole = length - 3; d < whole; d += 4) {
    target[to + d] = source[from + d];
    target[to + d + 1] = source[from + d + 1];
    target[to + d + 2] = source[from + d + 2];
    target[to + d + 3] = source[from + d + 3];
  }
  for (; d < length; d++) target[to + d] = source[from + d];
}
