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
  const scratch = columnScratch(batch);
  let chance = 0;
  const sum = sumOverQueries({ ...batch, heads, temperature }, out, {
    runtime,
    addQuery: (query) => {
      const sums = addQuery(batch, { loss, runtime }, query, scratch);
      chance += sums.chance;
      return sums.loss;
    },
  });
  return { loss: sum, chance };
}

/** What a row would cost if all scores were 0. */
export function lossAtZero(
  { loss, runtime }: { readonly loss: RowLoss; readonly runtime: Runtime },
  total: number,
  catalogueSize?: number,
): number {
  const row = {
    positive: 0,
    scores: new Float32Array(1),
    counts: Float32Array.of(total),
    total,
    ...(catalogueSize !== undefined && { catalogueSize }),
  };
  return loss.compute(row, new Float32Array(1), runtime).loss;
}

/** Working memory over the candidates that stand as columns, `[columns]` each. */
interface ColumnScratch {
  /** The candidate of each column, and its item. */
  readonly slots: Int32Array;
  readonly items: Int32Array;
  readonly scores: Float32Array;
  /** How often each counts for the query, and for one of its rows. */
  readonly ofQuery: Float32Array;
  readonly counts: Float32Array;
  /** The derivatives of a row, and summed those of its query. */
  readonly slopes: Float32Array;
  readonly sums: Float32Array;
}

function columnScratch({ columnCounts, items }: RowLossBatch): ColumnScratch {
  const all = columnCounts.keys();
  const slots = Int32Array.from(Array.from(all).filter((candidate) => columnCounts[candidate] > 0));
  const floats = () => new Float32Array(slots.length);
  return {
    slots,
    items: slots.map((slot) => items[slot]),
    scores: floats(),
    ofQuery: floats(),
    counts: floats(),
    slopes: floats(),
    sums: floats(),
  };
}

/** Adds the derivatives of one query's rows, and gives the sum of their losses. */
function addQuery(
  batch: RowLossBatch,
  { loss, runtime }: { readonly loss: RowLoss; readonly runtime: Runtime },
  { query, scores, gradients }: QueryScores,
  scratch: ColumnScratch,
): RowLossSums {
  const { positiveOffsets, positiveCandidates, positiveWeights, catalogueSize } = batch;
  const { slots, items, ofQuery, counts, slopes, sums } = scratch;
  countForQuery(batch, query, scratch);
  for (let j = 0; j < slots.length; j++) scratch.scores[j] = scores[slots[j]];
  sums.fill(0);
  const found = { loss: 0, chance: 0 };
  let totalAtZero = -1;
  let atZero = 0;
  for (let p = positiveOffsets[query]; p < positiveOffsets[query + 1]; p++) {
    const own = positiveCandidates[p];
    const weight = positiveWeights[p];
    const item = batch.items[own];
    let total = 0;
    for (let j = 0; j < counts.length; j++) {
      counts[j] = items[j] === item ? 0 : ofQuery[j];
      total += counts[j];
    }
    const size = catalogueSize === undefined ? {} : { catalogueSize };
    const row = { positive: scores[own], scores: scratch.scores, counts, total, ...size };
    const ofRow = loss.compute(row, slopes, runtime);
    if (total !== totalAtZero) {
      totalAtZero = total;
      atZero = lossAtZero({ loss, runtime }, total, catalogueSize);
    }
    found.loss += weight * ofRow.loss;
    found.chance += weight * atZero;
    for (let j = 0; j < slopes.length; j++) sums[j] += weight * slopes[j];
    gradients[own] += weight * ofRow.positiveGradient;
  }
  for (let j = 0; j < slots.length; j++) gradients[slots[j]] += sums[j];
  return found;
}

function countForQuery(
  { columnCounts, forbidden }: RowLossBatch,
  query: number,
  { slots, ofQuery }: ColumnScratch,
): void {
  const from = forbidden?.offsets[query] ?? 0;
  const to = forbidden?.offsets[query + 1] ?? 0;
  const out = new Set(from < to ? forbidden?.slots.subarray(from, to) : undefined);
  for (let j = 0; j < slots.length; j++) {
    ofQuery[j] = out.has(slots[j]) ? 0 : columnCounts[slots[j]];
  }
}
