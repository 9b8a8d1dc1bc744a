import { checkLength } from "@towerkit/core";
import { log, type Runtime } from "@towerkit/kernels";
import { assembleLoss, weightScale } from "./batch-loss.js";
import { checkBatch, checkEmbeddings } from "./check-batch.js";
import { clipProbabilities } from "./clip-probabilities.js";
import { chanceAgainstSome, kernelNegatives, useColumns } from "./fused-columns.js";
import type { RetrievalLossFunction } from "./losses/loss-function.js";
import { isRowLoss } from "./losses/resolve-loss.js";
import { type BatchRows, type PreparedBatch, prepareBatch } from "./prepare-batch.js";
import { needsRowByRow, rowByRow } from "./row-by-row/row-by-row.js";
import { rowLossResult } from "./row-losses/row-loss-result.js";
import { retrievalSettings } from "./settings.js";
import type {
  RetrievalBatch,
  RetrievalOptions,
  RetrievalSettings,
  RetrievalTask,
} from "./types.js";
import { createWorkspace, type Workspace } from "./workspace.js";

/**
 * Makes the retrieval task: unless another `loss` is given, in-batch softmax with log-q correction.
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
 * Softmaxes run on the kernels, memory growing with the batch and never with its square; losses of rows
 * take distinct queries and candidates too. What differs from row to row (score masks, probabilities of
 * pairs, negatives of single rows) or from kernels (several heads) takes batch × columns steps.
 *
 * @param options - temperature 1, samplingCorrection true where columns are sampled, removeAccidentalHits
 * false, all negatives, reduction `"sum"` unless given.
 * @throws ConfigError for a temperature that is not above 0, no whole number of hard negatives from 1, an
 * option of the wrong type, or one that the loss has no use for.
 * @example
 * const task = retrieval({ temperature: 0.1 });
 */
export function retrieval(options: RetrievalOptions = {}): RetrievalTask {
  const { settings, loss } = retrievalSettings(options);
  const workspace = createWorkspace();
  return {
    kind: "retrieval",
    settings,
    loss,
    lossAndGradients(given, { runtime, queryGradients, candidateGradients }) {
      checkBatch(given, settings, loss);
      const batch = clipProbabilities(given);
      const out = {
        queryGradients: outputFor("queryGradients", queryGradients, batch.queries.length),
        candidateGradients: outputFor(
          "candidateGradients",
          candidateGradients,
          batch.candidates.length,
        ),
      };
      const work = { loss, runtime, ...out };
      if (needsRowByRow(batch, settings, loss)) {
        checkEmbeddings(batch);
        return { ...rowByRow(batch, settings, work), ...out };
      }
      const rows = rowsOf(batch);
      const prepared = prepareBatch(rows, workspace);
      if (isRowLoss(loss)) {
        checkEmbeddings(batch);
        return rowLossResult(batch, loss, { prepared, settings, runtime, ...out });
      }
      const { samplingCorrection } = settings;
      useColumns(prepared, batch, { loss, samplingCorrection });
      const kernelLoss = runKernel({ batch, prepared, settings, workspace, ...work });
      const sums = assembleLoss({ rows, prepared, kernelLoss, settings, workspace });
      if (batch.forbidden === undefined && settings.hardNegatives === undefined) {
        return { ...sums, ...out };
      }
      const chanceSum = chanceAgainstSome(batch, prepared, { loss, settings, log });
      return { ...sums, chanceSum, ...out };
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
    numQueries: batch.queries.length / (batch.dim * (batch.heads ?? 1)),
    numCandidates: batch.candidates.length / batch.dim,
  };
}

function runKernel(parts: {
  batch: RetrievalBatch;
  prepared: PreparedBatch;
  settings: RetrievalSettings;
  loss: RetrievalLossFunction;
  workspace: Workspace;
  runtime: Runtime;
  queryGradients: Float32Array;
  candidateGradients: Float32Array;
}): number {
  const { batch, prepared, settings, loss, workspace, runtime } = parts;
  const positives = prepared.positiveWeights.length;
  const positiveWeights = workspace.positiveWeights32.take(positives);
  const scale = weightScale(prepared, settings);
  for (let i = 0; i < positives; i++) {
    positiveWeights[i] = scale * (prepared.positiveWeights[i] as number);
  }
  const input = {
    queries: batch.queries,
    candidates: batch.candidates,
    dim: batch.dim,
    positiveOffsets: prepared.positiveOffsets,
    positiveCandidates: prepared.positiveCandidates,
    positiveWeights,
    temperature: settings.temperature,
    queryGradients: parts.queryGradients,
    candidateGradients: parts.candidateGradients,
  };
  const negatives = kernelNegatives(batch, prepared, { loss, settings, workspace });
  if (loss.columns === "catalogue" && negatives === undefined) {
    return runtime.catalogueSoftmax(input).loss;
  }
  const columnWeights = workspace.columnWeights32.take(prepared.columnWeights.length);
  columnWeights.set(prepared.columnWeights);
  return runtime.inBatchSoftmax({ ...input, columnWeights, ...negatives }).loss;
}
