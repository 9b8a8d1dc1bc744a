import type { Runtime } from "@towerkit/kernels";
import type { ScoredBlock } from "../ranks/rank-rows.js";

/** A list as it would be recommended, best first: `items[0 … length)`. */
export type ListReader = (list: number, items: Int32Array, length: number) => void;

/** How lists are selected. */
export interface ListOptions {
  /** The longest list. */
  readonly k: number;
  readonly numCandidates: number;
  readonly runtime: Runtime;
}

/**
 * Selects the best list of each query out of its scores, without the excluded candidates; equal scores
 * stand in catalogue order.
 */
export function bestLists(
  { k, numCandidates, runtime }: ListOptions,
  read: ListReader,
): (block: ScoredBlock) => void {
  const most = Math.min(k, numCandidates);
  const scores = new Float32Array(numCandidates);
  const indices = new Int32Array(most);
  const values = new Float32Array(most);
  return (block) => {
    const queries = block.scores.length / numCandidates;
    for (let query = 0; query < queries; query++) {
      scores.set(block.scores.subarray(query * numCandidates, (query + 1) * numCandidates));
      const { excluded, excludedOffsets } = block;
      if (excluded !== undefined && excludedOffsets !== undefined) {
        for (let i = excludedOffsets[query]; i < excludedOffsets[query + 1]; i++) {
          scores[excluded[i]] = -Infinity;
        }
      }
      let length = runtime.topK({ scores, k: most, indices, values });
      while (length > 0 && values[length - 1] === -Infinity) length--;
      read(block.firstQuery + query, indices, length);
    }
  };
}
