import { checkLength } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { assembleLoss, weightScale } from "./batch-loss.js";
import { checkBatch } from "./check-batch.js";
import { type BatchRows, type PreparedBatch, prepareBatch } from "./prepare-batch.js";
import { retrievalSettings } from "./settings.js";
import type {
  RetrievalBatch,
  RetrievalOptions,
  RetrievalSettings,
  RetrievalTask,
} from "./types.js";
import { createWorkspace, type Workspace } from "./workspace.js";

/**
 * Makes the retrieval task: in-batch softmax with log-q correction.
 *
 * Row r of a batch asks with query u and chose candidate i. With s = ⟨u, c⟩ ÷ temperature and p the
 * probability with which a candidate is drawn into a batch, the row costs
 *
 *     log Σ_c exp(s_uc − log p_c) − (s_ui − log p_i)
 *
 * where c runs over the batch's columns, one for every row. The loss is Σ weight × row cost. It is
 * computed on distinct queries and candidates, where it is exactly the same:
 * log Σ_c w_c·exp(s_uc) − s_ui + log p_i with w_c = Σ 1/p over the columns that hold c.
 *
 * The correction is that of Yi et al., "Sampling-bias-corrected neural modeling for large corpus item
 * recommendations" (RecSys 2019); without it in-batch negatives punish popular items.
 *
 * @param options - temperature 1, samplingCorrection true, removeAccidentalHits false, reduction
 * `"sum"` unless given.
 * @throws ConfigError for a temperature that is not above 0, or an option of the wrong type.
 * @example
 * const task = retrieval({ temperature: 0.1 });
 */
export function retrieval(options: RetrievalOptions = {}): RetrievalTask {
  const settings = retrievalSettings(options);
  const workspace = createWorkspace();
  return {
    kind: "retrieval",
    settings,
    lossAndGradients(batch, { runtime, queryGradients, candidateGradients }) {
      checkBatch(batch, settings);
      const out = {
        queryGradients: outputFor("queryGradients", queryGradients, batch.queries.length),
        candidateGradients: outputFor(
          "candidateGradients",
          candidateGradients,
          batch.candidates.length,
        ),
      };
      const rows = rowsOf(batch);
      const prepared = prepareBatch(rows, workspace);
      const kernelLoss = runKernel({ batch, prepared, settings, workspace, runtime, ...out });
      return { ...assembleLoss({ rows, prepared, kernelLoss, settings, workspace }), ...out };
    },
  };
}

function outputFor(name: string, given: Float32Array | undefined, length: number): Float32Array {
  if (given === undefined) return new Float32Array(length);
  checkLength(name, given, length);
  return given;
}

function rowsOf(batch: RetrievalBatch): BatchRows {
  return {
    ...batch,
    numQueries: batch.queries.length / batch.dim,
    numCandidates: batch.candidates.length / batch.dim,
  };
}

function runKernel(parts: {
  batch: RetrievalBatch;
  prepared: PreparedBatch;
  settings: RetrievalSettings;
  workspace: Workspace;
  runtime: Runtime;
  queryGradients: Float32Array;
  candidateGradients: Float32Array;
}): number {
  const { batch, prepared, settings, workspace, runtime } = parts;
  const positives = prepared.positiveWeights.length;
  const positiveWeights = workspace.positiveWeights32.take(positives);
  const scale = weightScale(prepared, settings);
  for (let i = 0; i < positives; i++) {
    positiveWeights[i] = scale * (prepared.positiveWeights[i] as number);
  }
  const columnWeights = workspace.columnWeights32.take(prepared.columnWeights.length);
  columnWeights.set(prepared.columnWeights);
  const { loss } = runtime.inBatchSoftmax({
    queries: batch.queries,
    candidates: batch.candidates,
    dim: batch.dim,
    columnWeights,
    positiveOffsets: prepared.positiveOffsets,
    positiveCandidates: prepared.positiveCandidates,
    positiveWeights,
    temperature: settings.temperature,
    ...(settings.removeAccidentalHits && {
      removeAccidentalHits: true,
      positiveInverseProbabilities: positiveInverses32(prepared, workspace),
      ...(batch.itemIds && { itemIds: batch.itemIds }),
    }),
    queryGradients: parts.queryGradients,
    candidateGradients: parts.candidateGradients,
  });
  return loss;
}

function positiveInverses32(prepared: PreparedBatch, workspace: Workspace): Float32Array {
  const inverses = workspace.positiveInverses32.take(prepared.positiveInverses.length);
  inverses.set(prepared.positiveInverses);
  return inverses;
}
