import type { CatalogueSoftmaxInput, CountRanksInput, InBatchSoftmaxInput } from "../src/index.js";
import type { Batch } from "./batch.js";
import { softmaxInput } from "./softmax-input.js";

export const f32 = Float32Array.of.bind(Float32Array);
export const i32 = Int32Array.of.bind(Int32Array);

export const smallBatch: Batch = {
  dim: 2,
  temperature: 1,
  queries: [f32(1, 2), f32(3, 4)],
  candidates: [f32(0.1, 0.2), f32(0.3, 0.4), f32(0.5, 0.6)],
  itemIds: [0, 1, 2],
  rows: [
    { query: 0, candidate: 2, weight: 1, samplingProbability: 0.5 },
    { query: 1, candidate: 0, weight: 1, samplingProbability: 0.5 },
    { query: 1, candidate: 1, weight: 2, samplingProbability: 0.5 },
  ],
  removeAccidentalHits: true,
};

// One small input for each kernel, right in every respect; 7 stands where it will write.
export const softmax = (): InBatchSoftmaxInput => softmaxInput(smallBatch);
export const catalogue = (): CatalogueSoftmaxInput => ({
  queries: f32(1, 2, 3, 4),
  candidates: f32(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
  dim: 2,
  positiveOffsets: i32(0, 1, 2),
  positiveCandidates: i32(2, 0),
  positiveWeights: f32(1, 1),
  queryGradients: f32(7, 7, 7, 7),
  candidateGradients: f32(7, 7, 7, 7, 7, 7),
});
export const scores = () => ({
  queries: f32(1, 2),
  candidates: f32(3, 4, 5, 6),
  dim: 2,
  out: f32(7, 7),
});
export const each = () => ({ values: f32(1, 2), out: f32(7, 7) });
export const product = () => ({
  left: f32(1, 2, 3, 4),
  right: f32(5, 6),
  rows: 2,
  inner: 2,
  columns: 1,
  out: f32(7, 7),
});
export const ranks = (): CountRanksInput => ({
  scores: f32(1, 2, 3, 4),
  numCandidates: 2,
  positiveOffsets: i32(0, 1, 2),
  positives: i32(0, 1),
  excludedOffsets: i32(0, 0, 1),
  excluded: i32(0),
  ties: "index",
  ranks: i32(7, 7),
});
export const best = () => ({ scores: f32(1, 2), k: 2, indices: i32(7, 7), values: f32(7, 7) });
export const gather = () => ({ table: f32(1, 2, 3, 4), dim: 2, rows: i32(1), out: f32(7, 7) });
export const accumulate = () => ({
  gradients: f32(1, 2),
  dim: 2,
  slots: i32(1),
  out: f32(7, 7, 7, 7),
});
export const adagrad = () => ({
  table: f32(7, 7, 7, 7),
  accumulator: f32(1, 1, 1, 1),
  dim: 2,
  rows: i32(1),
  gradients: f32(1, 2),
  learningRate: 0.1,
  epsilon: 1e-7,
});
