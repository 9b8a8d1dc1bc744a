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
    for (let d = 0; d < dim; d++) rows[to + d] = block[from + d];
  }
}

/** Copies columns of `rows` `[n, width]` out as `[n, dim]`; all the columns are not copied. */
export function readColumns(rows: Float32Array, range: ColumnRange): Float32Array {
  const { width, offset, dim } = range;
  if (dim === width) return rows;
  const block = new Float32Array((rows.length / width) * dim);
  for (let to = 0, from = offset; to < block.length; to += dim, from += width) {
    for (let d = 0; d < dim; d++) block[to + d] = rows[from + d];
  }
  return block;
}
