import type { Generator } from "@towerkit/core";
import {
  anyFloats,
  anyOffsets,
  anySize,
  describeSameBits,
  oneOf,
} from "../../../test/same-bits.js";
import type { InBatchSoftmaxInput } from "./input.js";
import { inBatchSoftmaxKernel } from "./kernel.js";

describeSameBits({
  name: "inBatchSoftmax",
  kernel: inBatchSoftmaxKernel,
  anyInput: anySoftmax,
});

function anySoftmax(generator: Generator): InBatchSoftmaxInput {
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
