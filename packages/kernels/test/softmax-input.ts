import type { InBatchSoftmax64Input, InBatchSoftmaxInput } from "../src/index.js";
import { type Batch, distinctBatch } from "./batch.js";

/** What `Runtime.inBatchSoftmax` takes; the gradients hold rubbish, to be overwritten. */
export function softmaxInput(batch: Batch): InBatchSoftmaxInput {
  return inputOf(batch, Float32Array);
}

/** The same for `inBatchSoftmax64`. */
export function softmaxInput64(batch: Batch): InBatchSoftmax64Input {
  return inputOf(batch, Float64Array);
}

function inputOf<Floats>(batch: Batch, Floats: { from(values: readonly number[]): Floats }) {
  const distinct = distinctBatch(batch);
  const { forbidden, hardNegatives } = batch;
  return {
    queries: Floats.from(distinct.queries),
    candidates: Floats.from(distinct.candidates),
    dim: batch.dim,
    columnWeights: Floats.from(distinct.columnWeights),
    positiveOffsets: Int32Array.from(distinct.positiveOffsets),
    positiveCandidates: Int32Array.from(distinct.positiveCandidates),
    positiveWeights: Floats.from(distinct.positiveWeights),
    positiveInverseProbabilities: Floats.from(distinct.positiveInverseProbabilities),
    temperature: batch.temperature,
    itemIds: Int32Array.from(distinct.itemIds),
    removeAccidentalHits: batch.removeAccidentalHits,
    ...(forbidden && { forbidden: listsOf(forbidden) }),
    ...(hardNegatives && {
      hardNegatives: {
        count: hardNegatives,
        columnCounts: Int32Array.from(distinct.columnCounts),
      },
    }),
    queryGradients: Floats.from(distinct.queries.map(() => Number.NaN)),
    candidateGradients: Floats.from(distinct.candidates.map(() => Number.NaN)),
  };
}

function listsOf(lists: readonly (readonly number[])[]) {
  const offsets = [0];
  for (const list of lists) offsets.push((offsets.at(-1) as number) + list.length);
  return { offsets: Int32Array.from(offsets), itemIds: Int32Array.from(lists.flat()) };
}
