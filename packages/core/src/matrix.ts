/** Rows of equal width, one after another in one array: row `r` is `data[r * dim … r * dim + dim)`. */
export interface Matrix {
  readonly rows: number;
  readonly dim: number;
  /** `[rows, dim]`, row by row. */
  readonly data: Float32Array;
}

/** Rows of any width: row `r` is `values[offsets[r] … offsets[r + 1])`. */
export interface Ragged {
  /** `[rows + 1]`, rising from 0. */
  readonly offsets: Int32Array;
  readonly values: Int32Array;
}
