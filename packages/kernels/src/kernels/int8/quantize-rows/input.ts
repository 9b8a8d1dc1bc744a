import type { ResidentInt8Matrix, ResidentMatrix } from "../../../runtime/types.js";

export interface QuantizeRowsInput {
  /** `[rows, dim]` */
  readonly values: Float32Array | ResidentMatrix;
  readonly dim: number;
  /** `[rows, dim]`: whole numbers from -127 to 127. */
  readonly out: Int8Array | ResidentInt8Matrix;
  /** `[rows]`, resident ones of dim 1: a value is about `out * scale`. 0 for a row of zeros. */
  readonly scales: Float32Array | ResidentMatrix;
}
