import type { Runtime } from "@towerkit/kernels";
import { columnSlots, countByCandidate, forbiddenSlots } from "../columns.js";
import { backThroughLengths, unitRows } from "../cosines.js";
import type { PreparedBatch } from "../prepare-batch.js";
import type { EmbeddingGradients } from "../score-blocks.js";
import type { RetrievalBatch } from "../types.js";
import type { RowLoss } from "./row-loss.js";
import { type RowLossSums, scoreGradients } from "./score-gradients.js";

/** Σ weight × row loss over a batch's positives, by distinct queries and candidates, and its gradients. */
export function sumRowLosses(
  batch: RetrievalBatch,
  loss: RowLoss,
  work: EmbeddingGradients & {
    readonly prepared: PreparedBatch;
    readonly temperature: number;
    readonly runtime: Runtime;
  },
): RowLossSums {
  const { dim, catalogueSize } = batch;
  const { prepared, temperature } = work;
  const numCandidates = batch.candidates.length / dim;
  const counts = countByCandidate(columnSlots(batch, loss.columns), numCandidates);
  return withCosines(batch, loss, work, (embeddings) =>
    scoreGradients(
      {
        ...embeddings,
        dim,
        heads: batch.heads ?? 1,
        temperature,
        positiveOffsets: prepared.positiveOffsets,
        positiveCandidates: prepared.positiveCandidates,
        positiveWeights: prepared.positiveWeights,
        columnCounts: Float32Array.from(counts),
        items: batch.itemIds ?? counts.map((_, candidate) => candidate),
        forbidden: forbiddenSlots(batch),
        ...(catalogueSize !== undefined && { catalogueSize }),
      },
      loss,
      work,
    ),
  );
}

/** Runs `work` on embeddings of length 1 where a loss wants cosines, and on the batch's own elsewhere. */
export function withCosines<T>(
  { queries, candidates, dim }: RetrievalBatch,
  { usesCosines }: Pick<RowLoss, "usesCosines">,
  { queryGradients, candidateGradients }: EmbeddingGradients,
  work: (embeddings: Pick<RetrievalBatch, "queries" | "candidates">) => T,
): T {
  if (!usesCosines) return work({ queries, candidates });
  const units = { queries: unitRows(queries, dim), candidates: unitRows(candidates, dim) };
  const result = work({ queries: units.queries.rows, candidates: units.candidates.rows });
  backThroughLengths(units.queries, queryGradients);
  backThroughLengths(units.candidates, candidateGradients);
  return result;
}
