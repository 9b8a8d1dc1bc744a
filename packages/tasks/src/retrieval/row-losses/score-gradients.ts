import type { Runtime } from "@towerkit/kernels";
import type { ForbiddenSlots } from "../columns.js";
import { type EmbeddingGradients, type QueryScores, sumOverQueries } from "../score-blocks.js";
import type { RowLoss } from "./row-loss.js";

/** A batch for a loss of rows: distinct embeddings, and who chose what. */
export interface RowLossBatch {
  /** `[queries, heads, dim]` */
  readonly queries: Float32Array;
  /** `[candidates, dim]` */
  readonly candidates: Float32Array;
  readonly dim: number;
  /** Default 1. */
  readonly heads?: number;
  /** Scores are divided by it. Default 1. */
  readonly temperature?: number;
  /** `[queries + 1]`: where each query's positives begin. */
  readonly positiveOffsets: Int32Array;
  /** `[positives]`: the candidate of each. */
  readonly positiveCandidates: Int32Array;
  /** `[positives]`: summed row weights. */
  readonly positiveWeights: Float32Array | Float64Array;
  /** `[candidates]`: how often each stands in the batch as a column. */
  readonly columnCounts: Float32Array;
  /** `[candidates]`: equal for candidates that are the same item. */
  readonly items: Int32Array;
  /** Candidates that are no negatives of a query. */
  readonly forbidden?: ForbiddenSlots | undefined;
  readonly catalogueSize?: number;
}

export interface RowLossSums {
  readonly loss: number;
  /** The loss if all scores were 0. */
  readonly chance: number;
}

/**
 * Σ weight × loss over the positives, and its gradients: see `sumOverQueries`. A positive costs time for
 * each candidate.
 */
export function scoreGradients(
  batch: RowLossBatch,
  loss: RowLoss,
  { runtime, ...out }: EmbeddingGradients & { readonly runtime: Runtime },
): RowLossSums {
  const { heads = 1, temperature = 1 } = batch;
  const numCandidates = batch.candidates.length / batch.dim;
  const scratch = {
    ofQuery: new Float32Array(numCandidates),
    counts: new Float32Array(numCandidates),
    row: new Float32Array(numCandidates),
  };
  let chance = 0;
  const sum = sumOverQueries({ ...batch, heads, temperature }, out, {
    runtime,
    addQuery: (query) => {
      const sums = addQuery(batch, loss, query, scratch);
      chance += sums.chance;
      return sums.loss;
    },
  });
  return { loss: sum, chance };
}

/** What a row would cost if all scores were 0. */
export function lossAtZero(loss: RowLoss, total: number, catalogueSize?: number): number {
  const row = {
    positive: 0,
    scores: new Float32Array(1),
    counts: Float32Array.of(total),
    total,
    ...(catalogueSize !== undefined && { catalogueSize }),
  };
  return loss.compute(row, new Float32Array(1)).loss;
}

/** Adds the derivatives of one query's rows, and gives the sum of their losses. */
function addQuery(
  batch: RowLossBatch,
  loss: RowLoss,
  { query, scores, gradients }: QueryScores,
  { ofQuery, counts, row }: Record<"ofQuery" | "counts" | "row", Float32Array>,
): RowLossSums {
  const { positiveOffsets, positiveCandidates, positiveWeights, items, catalogueSize } = batch;
  countForQuery(batch, query, ofQuery);
  const sums = { loss: 0, chance: 0 };
  let totalAtZero = -1;
  let atZero = 0;
  for (let p = positiveOffsets[query]; p < positiveOffsets[query + 1]; p++) {
    const own = positiveCandidates[p];
    const weight = positiveWeights[p];
    let total = 0;
    for (let j = 0; j < counts.length; j++) {
      counts[j] = items[j] === items[own] ? 0 : ofQuery[j];
      total += counts[j];
    }
    const found = loss.compute(
      {
        positive: scores[own],
        scores,
        counts,
        total,
        ...(catalogueSize !== undefined && { catalogueSize }),
      },
      row,
    );
    if (total !== totalAtZero) {
      totalAtZero = total;
      atZero = lossAtZero(loss, total, catalogueSize);
    }
    sums.loss += weight * found.loss;
    sums.chance += weight * atZero;
    for (let j = 0; j < row.length; j++) gradients[j] += weight * row[j];
    gradients[own] += weight * found.positiveGradient;
  }
  return sums;
}

function countForQuery(
  { columnCounts, forbidden }: RowLossBatch,
  query: number,
  counts: Float32Array,
): void {
  counts.set(columnCounts);
  if (forbidden === undefined) return;
  for (let e = forbidden.offsets[query]; e < forbidden.offsets[query + 1]; e++) {
    counts[forbidden.slots[e]] = 0;
  }
}
