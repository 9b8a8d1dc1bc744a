import type { Runtime } from "@towerkit/kernels";
import type { RowLoss } from "./row-loss.js";

/** A batch for a loss of rows: distinct embeddings, and who chose what. */
export interface RowLossBatch {
  /** `[queries, dim]` */
  readonly queries: Float32Array;
  /** `[candidates, dim]` */
  readonly candidates: Float32Array;
  readonly dim: number;
  /** `[queries + 1]`: where each query's positives begin. */
  readonly positiveOffsets: Int32Array;
  /** `[positives]`: the candidate of each. */
  readonly positiveCandidates: Int32Array;
  /** `[positives]`: summed row weights. */
  readonly positiveWeights: Float32Array;
  /** `[candidates]`: how often each stands in the batch as a column. */
  readonly columnCounts: Float32Array;
  /** `[candidates]`: equal for candidates that are the same item. */
  readonly items: Int32Array;
}

export interface RowLossGradients {
  /** `[queries, dim]` */
  readonly queries: Float32Array;
  /** `[candidates, dim]` */
  readonly candidates: Float32Array;
}

/** How many scores are held at once. */
const LARGEST_BLOCK = 1 << 20;

/**
 * Σ weight × loss over the positives, and its gradients: scores a block of queries at a time, the
 * derivative by each score, and two products back. Memory grows with the candidates, never with the
 * batch squared; a positive costs time for each candidate.
 */
export function scoreGradients(
  batch: RowLossBatch,
  loss: RowLoss,
  runtime: Runtime,
): { readonly loss: number; readonly gradients: RowLossGradients } {
  const { queries, candidates, dim } = batch;
  const columns = candidates.length / dim;
  const rows = queries.length / dim;
  const blockRows = Math.max(1, Math.min(rows, Math.floor(LARGEST_BLOCK / Math.max(1, columns))));
  const scores = new Float32Array(blockRows * columns);
  const scoreGradient = new Float32Array(blockRows * columns);
  const part = new Float32Array(candidates.length);
  const gradients = {
    queries: new Float32Array(queries.length),
    candidates: new Float32Array(candidates.length),
  };
  const scratch = { counts: new Float32Array(columns), row: new Float32Array(columns) };
  let sum = 0;
  for (let from = 0; from < rows; from += blockRows) {
    const to = Math.min(rows, from + blockRows);
    const block = queries.subarray(from * dim, to * dim);
    const size = { rows: to - from, inner: dim, columns };
    const held = scores.subarray(0, (to - from) * columns);
    const heldGradient = scoreGradient.subarray(0, held.length).fill(0);
    runtime.matrixProduct({
      ...size,
      left: block,
      right: candidates,
      transposed: "right",
      out: held,
    });
    for (let query = from; query < to; query++) {
      const at = (query - from) * columns;
      const ofQuery = {
        scores: held.subarray(at, at + columns),
        gradient: heldGradient.subarray(at, at + columns),
      };
      sum += addQuery(batch, query, loss, ofQuery, scratch);
    }
    runtime.matrixProduct({
      left: heldGradient,
      right: candidates,
      rows: to - from,
      inner: columns,
      columns: dim,
      out: gradients.queries.subarray(from * dim, to * dim),
    });
    runtime.matrixProduct({
      left: heldGradient,
      right: block,
      rows: columns,
      inner: to - from,
      columns: dim,
      transposed: "left",
      out: part,
    });
    for (let i = 0; i < part.length; i++) gradients.candidates[i] += part[i];
  }
  return { loss: sum, gradients };
}

/** Adds the derivatives of one query's rows, and gives the sum of their losses. */
function addQuery(
  batch: RowLossBatch,
  query: number,
  loss: RowLoss,
  { scores, gradient }: { scores: Float32Array; gradient: Float32Array },
  scratch: { counts: Float32Array; row: Float32Array },
): number {
  const { positiveOffsets, positiveCandidates, positiveWeights, columnCounts, items } = batch;
  let sum = 0;
  for (let p = positiveOffsets[query]; p < positiveOffsets[query + 1]; p++) {
    const own = positiveCandidates[p];
    const weight = positiveWeights[p];
    const { counts, row } = scratch;
    let total = 0;
    for (let j = 0; j < counts.length; j++) {
      counts[j] = items[j] === items[own] ? 0 : columnCounts[j];
      total += counts[j];
    }
    const found = loss.compute({ positive: scores[own], scores, counts, total }, row);
    sum += weight * found.loss;
    for (let j = 0; j < row.length; j++) gradient[j] += weight * row[j];
    gradient[own] += weight * found.positiveGradient;
  }
  return sum;
}
