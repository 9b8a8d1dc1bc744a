/** One row of `dim` numbers for every id. Training changes `data` in place. */
export interface EmbeddingTable {
  readonly name: string;
  readonly rows: number;
  readonly dim: number;
  /** `[rows, dim]`, row by row. */
  readonly data: Float32Array;
  /** What the squares of the rows that a step reads cost. Default 0. */
  readonly l2?: number | undefined;
  /** No row is longer than this after a step that reads it. Default: no limit. */
  readonly maxNorm?: number | undefined;
}

/**
 * The gradient of one table, for the rows that were touched and no others. A layer's parameter counts
 * as a table of one row. `rows` is good until the tower's next backward pass.
 */
export interface SparseGradient {
  readonly table: EmbeddingTable;
  /** The touched rows, each once, in the order in which they were first met. */
  readonly rows: Int32Array;
  /** `[rows.length, dim]`: everything that falls on a row, added up, the penalty's part too. */
  readonly values: Float32Array;
  /** What the rows' squares cost: the table's `l2` times their sum. */
  readonly penalty: number;
}
