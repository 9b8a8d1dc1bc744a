// How rows are done: all positives of a query share one Z; some may have their own; each stands against
// its hardest negatives.
export const SHARED: i32 = 0;
export const SEPARATE: i32 = 1;
export const HARDEST: i32 = 2;

/**
 * Some blocks of queries of an in-batch softmax. Rows of embeddings are `rowBytes` long, a multiple of
 * 32; rows of scores are `columns` values, a multiple of 8, and `scoreBytes` apart. Queries and their
 * gradients are filled up with zeros to whole blocks.
 *
 * How many queries a block has is part of the order of summation. The queries of a block are shared out
 * among tasks of fewer, which is not.
 */
// @ts-ignore: decorator
@unmanaged
export class SoftmaxJob {
  /** The first block of queries, and how many there are in this job. */
  firstBlock: f64;
  numBlocks: f64;
  queriesPerBlock: f64;
  queriesPerTask: f64;
  numQueries: f64;
  columns: f64;
  /** From one row of scores to the next. */
  scoreBytes: f64;
  dim: f64;
  rowBytes: f64;
  factor: f64;
  queries: f64;
  candidates: f64;
  packed: f64;
  columnWeights: f64;
  positiveOffsets: f64;
  positiveCandidates: f64;
  positiveWeights: f64;
  /** Of this job's queries: them times the factor; their scores, and then the gradients of those. */
  scaled: f64;
  scores: f64;
  /** Of each query, float64. */
  losses: f64;
  queryGradients: f64;
  candidateGradients: f64;
  /** `SHARED` or another; what follows is there only for another. */
  rows: f64;
  /** 1: the columns of a positive's own item are none of its negatives. */
  removesAccidentalHits: f64;
  positiveInverses: f64;
  numGroups: f64;
  groupOfCandidate: f64;
  groupOffsets: f64;
  groupCandidates: f64;
  /** Equal offsets where nothing is forbidden. */
  forbiddenOffsets: f64;
  forbiddenGroups: f64;
  /** How many negatives a positive stands against, and what they are chosen by. */
  hardCount: f64;
  columnCounts: f64;
  columnInverses: f64;
  logInverses: f64;
  /** For each task of this job: see workspace.ts. */
  workspace: f64;
  workspaceBytes: f64;
  /** The most positives that a query has. */
  mostPositives: f64;
}

/** The entry of a list of four-byte values. */
// @ts-ignore: decorator
@inline
export function entry(list: usize, index: i32): usize {
  return list + ((<usize>index) << 2);
}

/** The entry of a list of eight-byte values. */
// @ts-ignore: decorator
@inline
export function wideEntry(list: usize, index: i32): usize {
  return list + ((<usize>index) << 3);
}
