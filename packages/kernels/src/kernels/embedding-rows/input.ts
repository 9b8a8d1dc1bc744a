export interface GatherRowsInput {
  /** `[tableRows, dim]` */
  readonly table: Float32Array;
  readonly dim: number;
  /** `[n]` */
  readonly rows: Int32Array;
  /** `[n, dim]` */
  readonly out: Float32Array;
}

export interface AccumulateRowsInput {
  /** `[n, dim]` */
  readonly gradients: Float32Array;
  readonly dim: number;
  /** `[n]` */
  readonly slots: Int32Array;
  /** `[slots there are, dim]` */
  readonly out: Float32Array;
}
