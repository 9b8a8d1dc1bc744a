import type { CountRanksInput } from "../types.js";
import { padded } from "./padded-rows.js";
import type { SimdKernels } from "./simd-kernels.js";

/** With more positives a row than this, on average, sorting them once is faster, measured. */
const MOST_POSITIVES_PER_ROW = 64;

/** Whether comparing each positive with the whole row is the faster way. */
export function suitsCountRanksSimd({ positives, positiveOffsets }: CountRanksInput): boolean {
  return positives.length <= MOST_POSITIVES_PER_ROW * (positiveOffsets.length - 1);
}

/**
 * The vector kernel of `countRanks`: one comparison of the whole row for each positive. What is
 * excluded becomes -Infinity in a copy of the row, above nothing. The input must have been checked.
 */
export function countRanksSimd({ memory, exports }: SimdKernels, input: CountRanksInput): void {
  const { scores, numCandidates, positiveOffsets, positives, ties, ranks } = input;
  const count = padded(numCandidates);
  const at = memory.scratch({ row: count });
  const copy = memory.floats(at.row, count).fill(-Infinity);
  for (let row = 0; row + 1 < positiveOffsets.length; row++) {
    const start = row * numCandidates;
    copy.set(scores.subarray(start, start + numCandidates));
    exclude(input, row, copy);
    for (let e = positiveOffsets[row]; e < positiveOffsets[row + 1]; e++) {
      const candidate = positives[e];
      if (candidate === -1) {
        ranks[e] = -1;
        continue;
      }
      const before = ties === "index" ? candidate : 0;
      ranks[e] = exports.countAhead(at.row, count, scores[start + candidate], before);
    }
  }
}

function exclude(input: CountRanksInput, row: number, copy: Float32Array): void {
  const { excludedOffsets, excluded } = input;
  if (excludedOffsets === undefined || excluded === undefined) return;
  for (let e = excludedOffsets[row]; e < excludedOffsets[row + 1]; e++) {
    copy[excluded[e]] = -Infinity;
  }
}
