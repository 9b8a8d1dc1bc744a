import type { FittedEncoder } from "@towerkit/features";

/** One row of `dim` numbers for every id. Training changes `data` in place. */
export interface EmbeddingTable {
  readonly name: string;
  readonly rows: number;
  readonly dim: number;
  /** `[rows, dim]`, row by row. */
  readonly data: Float32Array;
}

/** A table together with the encoder whose ids are its rows. */
export interface FittedTable extends EmbeddingTable {
  readonly encoder: FittedEncoder<unknown>;
}

/**
 * The gradient of one table, for the rows that were touched and no others. Its arrays are good until the
 * tower's next step.
 */
export interface SparseGradient {
  readonly table: EmbeddingTable;
  /** The touched rows, each once, in the order in which they were first met. */
  readonly rows: Int32Array;
  /** `[rows.length, dim]`: everything that falls on a row, added up. */
  readonly values: Float32Array;
}
