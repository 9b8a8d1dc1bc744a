import { inBatchSoftmax64 } from "@towerkit/kernels";
import type { RetrievalSettings } from "../src/index.js";
import { assembleLoss, weightScale } from "../src/retrieval/batch-loss.js";
import { prepareBatch } from "../src/retrieval/prepare-batch.js";
import { createWorkspace, type Workspace } from "../src/retrieval/workspace.js";
import type { PlainBatch, PlainLoss } from "./plain-softmax.js";

/** What the task does, with the float64 kernel in place of the runtime's. */
export function float64Loss(
  batch: PlainBatch,
  settings: RetrievalSettings,
  workspace: Workspace = createWorkspace(),
): PlainLoss {
  const rows = {
    ...batch,
    numQueries: batch.queries.length / batch.dim,
    numCandidates: batch.candidates.length / batch.dim,
  };
  const prepared = prepareBatch(rows, workspace);
  const scale = weightScale(prepared, settings);
  const queryGradients = new Float64Array(batch.queries.length);
  const candidateGradients = new Float64Array(batch.candidates.length);
  const { loss: kernelLoss } = inBatchSoftmax64({
    queries: Float64Array.from(batch.queries),
    candidates: Float64Array.from(batch.candidates),
    dim: batch.dim,
    columnWeights: prepared.columnWeights,
    positiveOffsets: prepared.positiveOffsets,
    positiveCandidates: prepared.positiveCandidates,
    positiveWeights: prepared.positiveWeights.map((weight) => weight * scale),
    temperature: settings.temperature,
    positiveInverseProbabilities: prepared.positiveInverses,
    removeAccidentalHits: settings.removeAccidentalHits,
    ...(batch.itemIds && { itemIds: batch.itemIds }),
    queryGradients,
    candidateGradients,
  });
  const loss = assembleLoss({ rows, prepared, kernelLoss, settings, workspace });
  return { ...loss, queryGradients, candidateGradients };
}
