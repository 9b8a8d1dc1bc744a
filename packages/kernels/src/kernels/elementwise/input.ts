/** Values of which a function is computed, one by one. */
export interface ElementwiseInput {
  /** `[count]` */
  readonly values: Float32Array;
  /** `[count]`, overwritten. It may be `values` itself, and else shares no memory with them. */
  readonly out: Float32Array;
}
