import type { Generator } from "@towerkit/core";
import type { InBatchSoftmaxInput } from "../src/index.js";
import { anyFloats, anyOffsets, anySize, oneOf } from "./same-bits.js";

/** Batches of any shape, tame and wild. */
export function anySoftmax(generator: Generator): InBatchSoftmaxInput {
  const dim = anySize(generator, 1, 70);
  const numQueries = anySize(generator, 0, 100);
  const numCandidates = anySize(generator, 1, generator.below(20) === 0 ? 300 : 70);
  const size = oneOf(generator, [1e-3, 1, 2, 10, 50, 1e19]);
  const { offsets, total } = anyOffsets(generator, numQueries, 3);
  return {
    queries: anyFloats(generator, numQueries * dim, size),
    candidates: anyFloats(generator, numCandidates * dim, size),
    dim,
    columnWeights: Float32Array.from({ length: numCandidates }, () =>
      generator.below(8) === 0 ? 0 : generator.uniform() * 100,
    ),
    positiveOffsets: offsets,
    positiveCandidates: Int32Array.from({ length: total }, () => generator.below(numCandidates)),
    positiveWeights: Float32Array.from({ length: total }, () => generator.uniform() * 3),
    temperature: oneOf(generator, [0.05, 0.3, 1, 7]),
    queryGradients: new Float32Array(numQueries * dim).fill(Number.NaN),
    candidateGradients: new Float32Array(numCandidates * dim).fill(Number.NaN),
  };
}

/** Every combination of item ids, accidental hits removed, and forbidden items. */
export function leavingColumnsOut(
  generator: Generator,
  input: InBatchSoftmaxInput,
): InBatchSoftmaxInput {
  const numCandidates = input.columnWeights.length;
  const numQueries = input.positiveOffsets.length - 1;
  const numItems = oneOf(generator, [1, 4, numCandidates, 10 * numCandidates]);
  const { offsets, total } = anyOffsets(generator, numQueries, oneOf(generator, [0, 1, 4]));
  const anyItem = () => generator.below(numItems) - 1;
  return {
    ...input,
    positiveInverseProbabilities: Float32Array.from(
      input.positiveCandidates,
      () => 1e-3 + generator.uniform() * oneOf(generator, [1, 100]),
    ),
    ...(generator.below(3) > 0 && { itemIds: Int32Array.from(input.columnWeights, anyItem) }),
    ...(generator.below(3) > 0 && { removeAccidentalHits: generator.below(4) > 0 }),
    ...(generator.below(3) > 0 && {
      forbidden: { offsets, itemIds: Int32Array.from({ length: total }, anyItem) },
    }),
  };
}

/** The same with hard negatives. Few different embeddings make many equal logits. */
export function withHardNegatives(
  generator: Generator,
  input: InBatchSoftmaxInput,
): InBatchSoftmaxInput {
  const { dim, candidates, columnWeights } = input;
  if (generator.below(3) === 0) {
    for (let c = 1; c < columnWeights.length; c++) {
      if (generator.below(2) === 0) candidates.copyWithin(c * dim, 0, dim);
    }
  }
  const mostCopies = oneOf(generator, [1, 2, 9]);
  const columnCounts = Int32Array.from(columnWeights, (weight) =>
    weight === 0 ? 0 : 1 + generator.below(mostCopies),
  );
  const hasOneProbability = generator.below(2) === 0;
  return {
    ...leavingColumnsOut(generator, input),
    columnWeights: hasOneProbability
      ? Float32Array.from(columnCounts, (n) => 5 * n)
      : columnWeights,
    hardNegatives: { count: 1 + generator.below(oneOf(generator, [1, 3, 20, 500])), columnCounts },
  };
}
