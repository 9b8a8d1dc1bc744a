/** Columns of some rows after encoding: no strings any more. */
export interface EncodedInputs {
  readonly rows: number;
  /** For each feature of the tower, in its order, the id in each row: `[rows]`. */
  readonly ids: readonly Int32Array[];
}
