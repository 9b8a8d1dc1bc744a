import { OPERATIONS } from "./elementwise.js";
import { floats, integers, type KernelWork } from "./work.js";

interface SoftmaxSize {
  readonly numQueries: number;
  readonly numCandidates: number;
  readonly dim: number;
  /** Positives a query. */
  readonly positives: number;
}

/** The scores once, the exponential of each, and both gradients. */
function softmax(
  kernel: "inBatchSoftmax" | "catalogueSoftmax",
  { numQueries, numCandidates, dim, positives }: SoftmaxSize,
): KernelWork {
  return {
    name: `${kernel} ${numQueries} × ${numCandidates} × ${dim}`,
    bound: "arithmetic",
    amount: numQueries * numCandidates * (3 * 2 * dim + OPERATIONS.exp),
    asked: 0.6,
    scales: true,
    make(runtime) {
      const total = numQueries * positives;
      const input = {
        queries: floats(numQueries * dim),
        candidates: floats(numCandidates * dim),
        dim,
        columnWeights: new Float32Array(numCandidates).fill(1),
        positiveOffsets: Int32Array.from({ length: numQueries + 1 }, (_, q) => q * positives),
        positiveCandidates: integers(total, numCandidates),
        positiveWeights: new Float32Array(total).fill(1),
        queryGradients: new Float32Array(numQueries * dim),
        candidateGradients: new Float32Array(numCandidates * dim),
      };
      return () => {
        runtime[kernel](input);
      };
    },
  };
}

/** Sizes of a step on MovieLens at batch 8,192, of one without repeats, and of one over a catalogue. */
export const softmaxes: readonly KernelWork[] = [
  softmax("inBatchSoftmax", { numQueries: 900, numCandidates: 1180, dim: 32, positives: 9 }),
  softmax("inBatchSoftmax", { numQueries: 2048, numCandidates: 2048, dim: 64, positives: 1 }),
  softmax("catalogueSoftmax", { numQueries: 900, numCandidates: 1664, dim: 32, positives: 9 }),
];
