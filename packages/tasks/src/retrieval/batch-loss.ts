import { NumericError } from "@towerkit/core";
import { log } from "@towerkit/kernels";
import { type BatchRows, type PreparedBatch, weighItems } from "./prepare-batch.js";
import type { RetrievalLoss, RetrievalSettings } from "./types.js";
import type { Workspace } from "./workspace.js";

/** What the positives' weights are multiplied by before the kernel, so that its gradients are scaled too. */
export function weightScale(prepared: PreparedBatch, settings: RetrievalSettings): number {
  if (settings.reduction === "sum") return 1;
  // A batch whose weights are all zero teaches nothing; its mean is taken to be 0.
  return prepared.weightSum > 0 ? 1 / prepared.weightSum : 0;
}

/**
 * Puts the loss together from what a kernel returned, in whichever precision it worked.
 * @param parts - `kernelLoss` is Σ weight × (log Z − s), the weights scaled by `weightScale`.
 * @throws NumericError if the loss is not finite.
 */
export function assembleLoss(parts: {
  rows: BatchRows;
  prepared: PreparedBatch;
  kernelLoss: number;
  settings: RetrievalSettings;
  workspace: Workspace;
}): Omit<RetrievalLoss, "queryGradients" | "candidateGradients"> {
  const { rows, prepared, kernelLoss, settings, workspace } = parts;
  const scale = weightScale(prepared, settings);
  const logProbabilities =
    rows.samplingProbability === undefined ? 0 : -weightedLogSum(prepared, undefined, workspace);
  const loss = kernelLoss + scale * logProbabilities;
  if (!Number.isFinite(loss)) {
    throw new NumericError(
      `the loss is ${loss}; the embeddings have grown too large for the softmax. A lower learning ` +
        "rate or a higher temperature helps.",
    );
  }
  const logTotals = settings.removeAccidentalHits
    ? weightedLogSum(prepared, weighOtherItems(rows, prepared, workspace), workspace)
    : prepared.weightSum * log(sumOf(prepared.columnWeights));
  return {
    loss,
    lossSum: scale === 0 ? 0 : loss / scale,
    weightSum: prepared.weightSum,
    chanceSum: logTotals + logProbabilities,
  };
}

/**
 * Σ weight × log(1/p + what `extra` has for the candidate) over the positives. A candidate has one p
 * nearly always, so its logarithm is kept until p changes.
 */
function weightedLogSum(
  { columnWeights, positiveCandidates, positiveWeights, positiveInverses }: PreparedBatch,
  extra: Float64Array | undefined,
  workspace: Workspace,
): number {
  const inverseOf = workspace.latestInverses.take(columnWeights.length).fill(Number.NaN);
  const logOf = workspace.latestLogs.take(columnWeights.length);
  let sum = 0;
  for (let i = 0; i < positiveWeights.length; i++) {
    const candidate = positiveCandidates[i] as number;
    const inverse = positiveInverses[i] as number;
    if (inverseOf[candidate] !== inverse) {
      inverseOf[candidate] = inverse;
      logOf[candidate] = log(
        extra === undefined ? inverse : inverse + (extra[candidate] as number),
      );
    }
    sum += (positiveWeights[i] as number) * (logOf[candidate] as number);
  }
  return sum;
}

/** `[numCandidates]`: the column weights of all candidates that are another item. */
function weighOtherItems(
  rows: BatchRows,
  { columnWeights }: PreparedBatch,
  workspace: Workspace,
): Float64Array {
  const own = weighItems(rows, columnWeights, workspace);
  const others = workspace.otherWeights.take(own.length);
  const total = sumOf(columnWeights);
  // Summed in two orders, equal numbers may differ by a rounding and their difference be negative.
  for (let c = 0; c < own.length; c++) others[c] = Math.max(0, total - (own[c] as number));
  return others;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}
