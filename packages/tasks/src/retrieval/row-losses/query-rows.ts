import type { Runtime } from "@towerkit/kernels";

/** All rows of one query against the columns that stand as its negatives, for what they have in common. */
export interface QueryRows {
  /** `[columns]`: the columns by how often they stand in the batch, so that equal counts lie together. */
  readonly scores: Float32Array;
  /** `[columns]`: how often each counts for the query; 0 for a forbidden one. To be left as they are. */
  readonly counts: Float64Array;
  /** Σ counts. */
  readonly total: number;
  /** `[runs + 1]`: the columns of run `r`, `runEnds[r] … runEnds[r + 1]`, count alike or not at all. */
  readonly runEnds: Int32Array;
  /** `[runs]`: how often the columns of a run count. */
  readonly runCounts: Float64Array;
  /** `[rows]`: the score of each row's own candidate, its weight, and the columns of its own item. */
  readonly ownScores: readonly number[];
  readonly weights: readonly number[];
  readonly ownColumns: readonly Int32Array[];
  readonly catalogueSize?: number;
}

/** Where the derivatives of a query's rows go. */
export interface QuerySlopes {
  /** `[columns]`: Σ over rows of weight × derivative by the column's score, zeros at first. */
  readonly columns: Float64Array;
  /** `[rows]`: weight × derivative by the own score, overwritten. */
  readonly own: Float64Array;
}

/**
 * Σ weight × loss over a query's rows, and its derivatives: what the loss of each row says, found for all of
 * them together. Undefined, and nothing written, where the scores are too far apart for that.
 */
export type QueryLoss = (
  rows: QueryRows,
  slopes: QuerySlopes,
  runtime: Runtime,
) => number | undefined;

export function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

/** How many of a query's negatives some columns are. */
export function countOf(columns: Int32Array, counts: Float64Array): number {
  let count = 0;
  for (let i = 0; i < columns.length; i++) count += counts[columns[i]];
  return count;
}

/** Makes the values of some columns 0; `kept` has them then. */
export function takeOut(values: Float64Array, columns: Int32Array, kept: Float64Array): void {
  for (let i = 0; i < columns.length; i++) {
    kept[i] = values[columns[i]];
    values[columns[i]] = 0;
  }
}

/** Undoes `takeOut`. */
export function putBack(values: Float64Array, columns: Int32Array, kept: Float64Array): void {
  for (let i = 0; i < columns.length; i++) values[columns[i]] = kept[i];
}

/**
 * Multiplies each column's slope, `[columns]`, by how often it counts and by the summed factors of all rows
 * but those whose own item it holds.
 * @param scratch - `[columns]`, overwritten.
 */
export function scaleByOtherRows(
  { counts, ownColumns }: QueryRows,
  factors: Float64Array,
  slopes: Float64Array,
  scratch: Float64Array,
): void {
  scratch.fill(0);
  let all = 0;
  for (let row = 0; row < factors.length; row++) {
    all += factors[row];
    for (let i = 0; i < ownColumns[row].length; i++) scratch[ownColumns[row][i]] += factors[row];
  }
  for (let j = 0; j < slopes.length; j++) slopes[j] *= counts[j] * (all - scratch[j]);
}
