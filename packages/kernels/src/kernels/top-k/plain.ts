import { selectBest, sortBestFirst } from "./best-list.js";
import type { TopKInput } from "./input.js";

/**
 * The best scores of a row, best first, equal scores by rising index. The input must have been checked.
 * @returns how many were found.
 */
export function topK({ scores, k, indices, values }: TopKInput): number {
  const list = { indices, values };
  const size = selectBest(list, { size: 0, most: k }, scores, 0);
  sortBestFirst(list, size);
  return size;
}
