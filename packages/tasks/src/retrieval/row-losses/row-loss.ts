import { checkInteger } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { RetrievalLossFunction } from "../losses/loss-function.js";
import type { QueryLoss } from "./query-rows.js";

/** One row's scores against the columns that stand as its negatives. */
export interface RowScores {
  /** The score of the row's own candidate. */
  readonly positive: number;
  /** `[columns]`: the scores of all columns. */
  readonly scores: Float32Array;
  /**
   * `[columns]`: how often each column counts as a negative of this row; 0 where it does not, as for
   * the row's own item.
   */
  readonly counts: Float32Array;
  /** Σ counts. */
  readonly total: number;
  /** Σ weight over all rows of the batch that the row's query has, the row itself among them. */
  readonly queryWeight: number;
  /** How many items there are to draw negatives from, where that is known. */
  readonly catalogueSize?: number;
}

/** Where a loss of rows has its negatives from. */
export interface RowNegativesOptions {
  /**
   * So many items, drawn alike from the catalogue for each batch, are every row's negatives. Default: the
   * batch's own columns are, and popular items more often than others.
   */
  readonly negatives?: number;
}

/** A retrieval loss that is a function of one row's scores. A row's own item is never its negative. */
export interface RowLoss extends RetrievalLossFunction {
  /** Whether scores are to be cosines: embeddings are divided by their lengths first. */
  readonly usesCosines: boolean;
  /**
   * @param gradients - `[columns]`: the derivative by each column's score, overwritten.
   * @returns the loss, and its derivative by the positive's score.
   */
  compute(row: RowScores, gradients: Float32Array, runtime: Runtime): RowLossResult;
  /** The same for all rows of a query at once, which is faster. Default: row by row. */
  readonly overQuery?: QueryLoss;
}

export interface RowLossResult {
  readonly loss: number;
  readonly positiveGradient: number;
}

/**
 * What of a row loss follows from where its negatives come from.
 * @throws ConfigError unless `negatives` is a whole number from 1, or left out.
 */
export function negativesOf(
  kind: string,
  { negatives }: RowNegativesOptions,
): Pick<RowLoss, "needs" | "columns"> & { readonly counted: { readonly negatives?: number } } {
  if (negatives === undefined) return { needs: { kind: "none" }, columns: "batch", counted: {} };
  const count = checkInteger(`${kind} negatives`, negatives, 1);
  return { needs: { kind: "uniform", count }, columns: "drawn", counted: { negatives: count } };
}
