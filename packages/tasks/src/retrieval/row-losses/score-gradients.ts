import type { Runtime } from "@towerkit/kernels";
import type { ForbiddenSlots } from "../columns.js";
import { type EmbeddingGradients, sumOverQueries } from "../score-blocks.js";
import { createRowsAdder } from "./add-rows.js";
import { createQueryCollector } from "./collect-query.js";
import { countOf } from "./query-rows.js";
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

/** Σ weight × loss over the positives, and its gradients: see `sumOverQueries`. */
export function scoreGradients(
  batch: RowLossBatch,
  loss: RowLoss,
  { runtime, ...out }: EmbeddingGradients & { readonly runtime: Runtime },
): RowLossSums {
  const { heads = 1, temperature = 1 } = batch;
  const collect = createQueryCollector(batch);
  const addRows = createRowsAdder(loss, runtime);
  const chanceOf = createChance(loss, runtime, batch.catalogueSize);
  let chance = 0;
  const sum = sumOverQueries({ ...batch, heads, temperature }, out, {
    runtime,
    addQuery: ({ query, scores, gradients }) => {
      const rows = collect.rowsOf(query, scores);
      const slopes = collect.slopesOf(rows);
      const found = loss.overQuery?.(rows, slopes, runtime) ?? addRows(rows, slopes);
      collect.scatter(query, slopes, gradients);
      for (let row = 0; row < rows.weights.length; row++) {
        const others = rows.total - countOf(rows.ownColumns[row], rows.counts);
        chance += rows.weights[row] * chanceOf(others);
      }
      return found;
    },
  });
  return { loss: sum, chance };
}

/** What a row costs if all scores are 0, by its number of negatives, found once for each. */
function createChance(
  loss: RowLoss,
  runtime: Runtime,
  catalogueSize: number | undefined,
): (total: number) => number {
  const known = new Map<number, number>();
  return (total) => {
    const found = known.get(total) ?? lossAtZero({ loss, runtime }, total, catalogueSize);
    known.set(total, found);
    return found;
  };
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
    queryWeight: 1,
    ...(catalogueSize !== undefined && { catalogueSize }),
  };
  return loss.compute(row, new Float32Array(1), runtime).loss;
}
