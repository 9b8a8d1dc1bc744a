import type { InBatchSoftmax64Input, InBatchSoftmaxInput } from "../src/index.js";
import { type Batch, distinctBatch } from "./batch.js";

/** What `Runtime.inBatchSoftmax` takes; the gradients hold rubbish, to be overwritten. */
export function softmaxInput(batch: Batch): InBatchSoftmaxInput {
  const distinct = distinctBatch(batch);
  return {
    queries: Float32Array.from(distinct.queries),
    candidates: Float32Array.from(distinct.candidates),
    dim: batch.dim,
    columnWeights: Float32Array.from(distinct.columnWeights),
    positiveOffsets: Int32Array.from(distinct.positiveOffsets),
    positiveCandidates: Int32Array.from(distinct.positiveCandidates),
    positiveWeights: Float32Array.from(distinct.positiveWeights),
    temperature: batch.temperature,
    queryGradients: new Float32Array(distinct.queries.length).fill(Number.NaN),
    candidateGradients: new Float32Array(distinct.candidates.length).fill(Number.NaN),
    ...(batch.removeAccidentalHits && {
      accidentalHits: {
        itemIds: Int32Array.from(distinct.itemIds),
        positiveInverseProbabilities: Float32Array.from(distinct.positiveInverseProbabilities),
      },
    }),
  };
}

/** The same for `inBatchSoftmax64`. */
export function softmaxInput64(batch: Batch): InBatchSoftmax64Input {
  const distinct = distinctBatch(batch);
  return {
    queries: Float64Array.from(distinct.queries),
    candidates: Float64Array.from(distinct.candidates),
    dim: batch.dim,
    columnWeights: Float64Array.from(distinct.columnWeights),
    positiveOffsets: Int32Array.from(distinct.positiveOffsets),
    positiveCandidates: Int32Array.from(distinct.positiveCandidates),
    positiveWeights: Float64Array.from(distinct.positiveWeights),
    temperature: batch.temperature,
    queryGradients: new Float64Array(distinct.queries.length).fill(Number.NaN),
    candidateGradients: new Float64Array(distinct.candidates.length).fill(Number.NaN),
    ...(batch.removeAccidentalHits && {
      accidentalHits: {
        itemIds: Int32Array.from(distinct.itemIds),
        positiveInverseProbabilities: Float64Array.from(distinct.positiveInverseProbabilities),
      },
    }),
  };
}
