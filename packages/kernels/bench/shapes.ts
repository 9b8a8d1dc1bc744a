import { createGenerator } from "@towerkit/core";
import type { CatalogueSoftmaxInput, InBatchSoftmaxInput } from "../src/index.js";

/** A training step's shape: how many distinct queries and candidates a batch of so many rows holds. */
export interface StepShape {
  readonly batch: number;
  readonly queries: number;
  readonly candidates: number;
  readonly dim: number;
}

/** Which columns are left out. */
export interface SoftmaxOptions {
  /** Removes accidental hits. */
  readonly hits?: boolean;
  /** So many forbidden items a query. */
  readonly forbidden?: number;
  readonly hardNegatives?: number;
}

/** A made batch of that shape, embeddings of the size that training soon gives them. */
export function softmaxInput(
  shape: StepShape,
  { hits = false, forbidden = 0, hardNegatives = 0 }: SoftmaxOptions = {},
): InBatchSoftmaxInput {
  const { batch, queries, candidates, dim } = shape;
  const generator = createGenerator(42, "bench");
  const floats = (length: number) =>
    Float32Array.from({ length }, () => (generator.uniform() - 0.5) * 2);
  const pairs = Array.from({ length: batch }, (_, i) => ({
    query: i < queries ? i : generator.below(queries),
    candidate: i < candidates ? i : generator.below(candidates),
  })).sort((a, b) => a.query - b.query);
  const columnCounts = new Int32Array(candidates);
  const positiveOffsets = new Int32Array(queries + 1);
  for (const { query, candidate } of pairs) {
    columnCounts[candidate] += 1;
    positiveOffsets[query + 1] += 1;
  }
  for (let q = 0; q < queries; q++) {
    positiveOffsets[q + 1] += positiveOffsets[q];
  }
  return {
    queries: floats(queries * dim),
    candidates: floats(candidates * dim),
    dim,
    columnWeights: Float32Array.from(columnCounts, (count) => count / 0.01),
    positiveOffsets,
    positiveCandidates: Int32Array.from(pairs, (pair) => pair.candidate),
    positiveWeights: new Float32Array(batch).fill(1),
    queryGradients: new Float32Array(queries * dim),
    candidateGradients: new Float32Array(candidates * dim),
    positiveInverseProbabilities: new Float32Array(batch).fill(100),
    removeAccidentalHits: hits,
    ...(forbidden > 0 && {
      forbidden: {
        offsets: Int32Array.from({ length: queries + 1 }, (_, q) => q * forbidden),
        itemIds: Int32Array.from({ length: queries * forbidden }, () =>
          generator.below(2 * candidates),
        ),
      },
    }),
    ...(hardNegatives > 0 && { hardNegatives: { count: hardNegatives, columnCounts } }),
  };
}

/** The same batch against a catalogue of `candidates`. */
export function catalogueInput(shape: StepShape): CatalogueSoftmaxInput {
  const { columnWeights: _, ...input } = softmaxInput(shape);
  return input;
}
