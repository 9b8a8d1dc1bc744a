import type { FloatArray, RetrievalBatch } from "./types.js";

/** TFRS's: an item that is hardly ever drawn would outweigh all others by far. */
const LEAST = 1e-6;
const MOST = 1;

/**
 * The batch with the probabilities that a caller gives clipped to 1e-6 … 1, as TFRS clips them; the batch
 * itself where none lies outside, or where they are counted.
 */
export function clipProbabilities(batch: RetrievalBatch): RetrievalBatch {
  if (batch.probabilitiesFrom === "counts") return batch;
  const { samplingProbability, extraProbability, pairProbability, rowNegatives } = batch;
  const isInside = [
    samplingProbability,
    extraProbability,
    pairProbability,
    rowNegatives?.probability,
  ].every((values) => values === undefined || liesInside(values));
  if (isInside) return batch;
  return {
    ...batch,
    ...(samplingProbability && { samplingProbability: clipped(samplingProbability) }),
    ...(extraProbability && { extraProbability: clipped(extraProbability) }),
    ...(pairProbability && { pairProbability: clipped(pairProbability) }),
    ...(rowNegatives?.probability && {
      rowNegatives: { ...rowNegatives, probability: clipped(rowNegatives.probability) },
    }),
  };
}

function liesInside(probabilities: FloatArray): boolean {
  for (let i = 0; i < probabilities.length; i++) {
    if (probabilities[i] < LEAST || probabilities[i] > MOST) return false;
  }
  return true;
}

const clipped = (probabilities: FloatArray): Float64Array =>
  Float64Array.from(probabilities, (p) => Math.min(MOST, Math.max(LEAST, p)));
