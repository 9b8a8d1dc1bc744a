/** Which negatives a loss needs beside the batch's own columns; whoever trains supplies them. */
export type NegativesNeeded =
  | { readonly kind: "none" }
  /** So many rows of the catalogue, drawn alike and with replacement, as `extraSlots`. */
  | { readonly kind: "uniform"; readonly count: number }
  /** All of the catalogue as the batch's candidates, each once. */
  | { readonly kind: "catalogue" };

/**
 * What stands as a row's negatives: the columns of the batch and the extra ones, the extra ones alone
 * (`"drawn"`), or each of the candidates once.
 */
export type NegativeColumns = "batch" | "drawn" | "catalogue";

/** A loss for `retrieval`: what its functions such as `inBatchSoftmax()` make. */
export interface RetrievalLossFunction {
  readonly kind: string;
  /** Plain JSON. */
  readonly settings: Readonly<Record<string, number>>;
  readonly needs: NegativesNeeded;
  readonly columns: NegativeColumns;
}

/** A loss as plain JSON, as a task's settings and a bundle keep it. */
export interface RetrievalLossSettings {
  readonly kind: string;
  readonly [setting: string]: string | number;
}
