import { createGenerator } from "@towerkit/core";
import type { InBatchSoftmaxInput } from "../src/index.js";

/** A training step's shape: how many distinct queries and candidates a batch of so many rows holds. */
export interface StepShape {
  readonly batch: number;
  readonly queries: number;
  readonly candidates: number;
  readonly dim: number;
}

/** A made batch of that shape, embeddings of the size that training soon gives them. */
export function softmaxInput(
  shape: StepShape,
  options: { hits?: boolean } = {},
): InBatchSoftmaxInput {
  const { batch, queries, candidates, dim } = shape;
  const generator = createGenerator(42, "bench");
  const floats = (length: number) =>
    Float32Array.from({ length }, () => (generator.uniform() - 0.5) * 2);
  const pairs = Array.from({ length: batch }, (_, i) => ({
    query: i < queries ? i : generator.below(queries),
    candidate: i < candidates ? i : generator.below(candidates),
  })).sort((a, b) => a.query - b.query);
  const columnWeights = new Float32Array(candidates);
  const positiveOffsets = new Int32Array(queries + 1);
  for (const { query, candidate } of pairs) {
    columnWeights[candidate] += 1 / 0.01;
    positiveOffsets[query + 1] += 1;
  }
  for (let q = 0; q < queries; q++) {
    positiveOffsets[q + 1] += positiveOffsets[q];
  }
  return {
    queries: floats(queries * dim),
    candidates: floats(candidates * dim),
    dim,
    columnWeights,
    positiveOffsets,
    positiveCandidates: Int32Array.from(pairs, (pair) => pair.candidate),
    positiveWeights: new Float32Array(batch).fill(1),
    queryGradients: new Float32Array(queries * dim),
    candidateGradients: new Float32Array(candidates * dim),
    positiveInverseProbabilities: new Float32Array(batch).fill(100),
    removeAccidentalHits: options.hits ?? false,
  };
}
