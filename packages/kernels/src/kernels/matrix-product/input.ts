/** Two matrices to be multiplied. All arrays are row-major; any of the three sizes may be 0. */
export interface MatrixProductInput {
  /** `[rows, inner]`, or `[inner, rows]` where `transposed` is `"left"`. */
  readonly left: Float32Array;
  /** `[inner, columns]`, or `[columns, inner]` where `transposed` is `"right"`. */
  readonly right: Float32Array;
  /** The rows of `out`. */
  readonly rows: number;
  /** How many products each value of `out` sums; with 0 of them it is 0. */
  readonly inner: number;
  /** The columns of `out`. */
  readonly columns: number;
  /** Which of the two lies in memory the other way round. Default: neither. */
  readonly transposed?: "left" | "right";
  /** `[rows, columns]`, overwritten. It shares no memory with `left` or `right`. */
  readonly out: Float32Array;
}
