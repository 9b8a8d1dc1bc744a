export interface AdagradRowsInput {
  /** `[tableRows, dim]` */
  readonly table: Float32Array;
  /** `[tableRows, dim]` */
  readonly accumulator: Float32Array;
  readonly dim: number;
  /** `[n]`, each row once. */
  readonly rows: Int32Array;
  /** `[n, dim]` */
  readonly gradients: Float32Array;
  readonly learningRate: number;
  readonly epsilon: number;
}
