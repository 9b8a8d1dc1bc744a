const MOST_QUERIES = 32;
/** What vector kernels take at a time. */
const FEWEST_QUERIES = 4;
/** 128 MB. */
const MOST_SCORES = 2 ** 25;

/**
 * Queries are taken in blocks of this many: 32, or fewer where there are more than a million
 * candidates, so that the scores of a block stay within bounds. It does not depend on the number of
 * threads. Candidate gradients are summed within a block first, and the blocks' sums are added in
 * order: part of the specification.
 */
export function queriesPerBlock(numCandidates: number): number {
  let queries = MOST_QUERIES;
  while (queries > FEWEST_QUERIES && queries * numCandidates > MOST_SCORES) queries /= 2;
  return queries;
}
