import type { FloatArray, RetrievalSettings } from "../src/index.js";

type Numbers = ArrayLike<number>;

/** A batch whose embeddings may be of either precision. */
export interface PlainBatch {
  readonly queries: Numbers;
  readonly candidates: Numbers;
  readonly dim: number;
  readonly querySlots: Int32Array;
  readonly candidateSlots: Int32Array;
  readonly rowWeights?: FloatArray;
  readonly samplingProbability?: FloatArray;
  readonly itemIds?: Int32Array;
}

export interface PlainLoss {
  readonly loss: number;
  readonly lossSum: number;
  readonly weightSum: number;
  readonly chanceSum: number;
  readonly queryGradients: Float64Array;
  readonly candidateGradients: Float64Array;
}

/**
 * The loss by its definition: one logit for each row and column of the batch, in float64. Nothing is
 * merged, sorted or reused: it is slow, and it is what the task must agree with.
 */
export function plainLoss(batch: PlainBatch, settings: RetrievalSettings): PlainLoss {
  const queryGradients = new Float64Array(batch.queries.length);
  const candidateGradients = new Float64Array(batch.candidates.length);
  let lossSum = 0;
  let chanceSum = 0;
  let weightSum = 0;
  for (let row = 0; row < batch.querySlots.length; row++) {
    const weight = batch.rowWeights?.[row] ?? 1;
    const columns = columnsOf(batch, settings, row);
    const logits = columns.map((column) => logit(batch, settings, row, column));
    const atRandom = columns.map((column) => -logProbability(batch, column));
    const own = columns.indexOf(row);
    const logTotal = logSumExp(logits);
    weightSum += weight;
    lossSum += weight * (logTotal - (logits[own] as number));
    chanceSum += weight * (logSumExp(atRandom) - (atRandom[own] as number));
    columns.forEach((column, i) => {
      const share = Math.exp((logits[i] as number) - logTotal);
      const slope = (weight * (share - (column === row ? 1 : 0))) / settings.temperature;
      addGradient(batch, row, column, slope, queryGradients, candidateGradients);
    });
  }
  const scale = settings.reduction === "sum" ? 1 : weightSum > 0 ? 1 / weightSum : 0;
  return {
    loss: scale * lossSum,
    lossSum,
    weightSum,
    chanceSum,
    queryGradients: queryGradients.map((g) => g * scale),
    candidateGradients: candidateGradients.map((g) => g * scale),
  };
}

/** The columns of a row's softmax: all of the batch's, less accidental hits. */
function columnsOf(batch: PlainBatch, settings: RetrievalSettings, row: number): number[] {
  const itemOf = (column: number) => {
    const slot = batch.candidateSlots[column] as number;
    return batch.itemIds?.[slot] ?? slot;
  };
  const all = Array.from(batch.candidateSlots, (_, column) => column);
  if (!settings.removeAccidentalHits) return all;
  return all.filter((column) => column === row || itemOf(column) !== itemOf(row));
}

function logit(
  batch: PlainBatch,
  settings: RetrievalSettings,
  row: number,
  column: number,
): number {
  const { queries, candidates, dim } = batch;
  const query = (batch.querySlots[row] as number) * dim;
  const candidate = (batch.candidateSlots[column] as number) * dim;
  let dot = 0;
  for (let d = 0; d < dim; d++) {
    dot += (queries[query + d] as number) * (candidates[candidate + d] as number);
  }
  return dot / settings.temperature - logProbability(batch, column);
}

function logProbability(batch: PlainBatch, column: number): number {
  return batch.samplingProbability === undefined
    ? 0
    : Math.log(batch.samplingProbability[column] as number);
}

function logSumExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

function addGradient(
  { queries, candidates, dim, querySlots, candidateSlots }: PlainBatch,
  row: number,
  column: number,
  slope: number,
  queryGradients: Float64Array,
  candidateGradients: Float64Array,
): void {
  const query = (querySlots[row] as number) * dim;
  const candidate = (candidateSlots[column] as number) * dim;
  for (let d = 0; d < dim; d++) {
    queryGradients[query + d] += slope * (candidates[candidate + d] as number);
    candidateGradients[candidate + d] += slope * (queries[query + d] as number);
  }
}
