import { log } from "../math/log";
import { scoreEight } from "./scores";
import { exponentiate, greatestScore, normalize } from "./softmax-row";
import { addWeightedRows, scaleRows } from "./weighted-rows";

/** How many queries a block covers: part of the order of summation. */
const QUERIES: i32 = 32;
/** Query gradients are summed within this many candidates first: part of it too. */
const CHUNK: i32 = 128;
/** How many candidates a block of `softmaxCandidatesBlock` covers: no part of it. */
const CANDIDATES: i32 = 64;

/**
 * Some blocks of queries of an in-batch softmax. Rows of embeddings are `rowBytes` long, a multiple of
 * 32; rows of scores `columns` values, a multiple of 8. Queries, their gradients, and what belongs to
 * one block are filled up with zeros to whole blocks.
 */
// @ts-ignore: decorator
@unmanaged
export class SoftmaxJob {
  /** The first block of queries, and how many there are in this job. */
  firstBlock: f64;
  numBlocks: f64;
  numQueries: f64;
  columns: f64;
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
  /** For each block of this job: its queries times the factor; its scores, and then their gradients. */
  scaled: f64;
  scores: f64;
  /** Of each query, float64. */
  losses: f64;
  queryGradients: f64;
  candidateGradients: f64;
}

// @ts-ignore: decorator
@inline
function sizeOf(job: SoftmaxJob, block: i32): i32 {
  return min(QUERIES, <i32>job.numQueries - (<i32>job.firstBlock + block) * QUERIES);
}

// @ts-ignore: decorator
@inline
function scaledOf(job: SoftmaxJob, block: i32): usize {
  return <usize>job.scaled + <usize>(block * QUERIES) * <usize>job.rowBytes;
}

// @ts-ignore: decorator
@inline
function scoresOf(job: SoftmaxJob, block: i32): usize {
  return <usize>job.scores + ((<usize>(block * QUERIES) * <usize>job.columns) << 2);
}

/** Scores of a block of queries, their gradients in place of them, and the queries' gradients. */
export function softmaxQueriesBlock(job: SoftmaxJob, block: i32): void {
  const rowBytes = <usize>job.rowBytes;
  const columns = <i32>job.columns;
  const dim = <i32>job.dim;
  const first = (<i32>job.firstBlock + block) * QUERIES;
  const scaled = scaledOf(job, block);
  const scores = scoresOf(job, block);
  const bytes = (<usize>columns) << 2;
  const factor = <f32>job.factor;
  scaleRows(<usize>job.queries + <usize>first * rowBytes, QUERIES * rowBytes, factor, scaled);
  for (let c = 0; c < columns; c += 8) {
    const packed = <usize>job.packed + ((<usize>(c * dim)) << 2);
    scoreEight(scaled, QUERIES, dim, rowBytes, packed, scores + ((<usize>c) << 2), bytes);
  }
  const size = sizeOf(job, block);
  for (let row = 0; row < size; row++) {
    const loss = softmaxRow(job, scores + <usize>row * bytes, first + row);
    store<f64>(<usize>job.losses + ((<usize>(first + row)) << 3), loss);
  }
  const sums = <usize>job.queryGradients + <usize>first * rowBytes;
  for (let c = 0; c < columns; c += CHUNK) {
    addWeightedRows(
      scores + ((<usize>c) << 2),
      bytes,
      4,
      <usize>job.candidates + <usize>c * rowBytes,
      min(CHUNK, columns - c),
      rowBytes,
      sums,
      QUERIES,
    );
  }
  scaleRows(sums, QUERIES * rowBytes, factor, sums);
}

/** Turns a row of scores into their gradients; the loss is not a number where anything overflows. */
function softmaxRow(job: SoftmaxJob, row: usize, query: i32): f64 {
  const bytes = (<usize>job.columns) << 2;
  const columnWeights = <usize>job.columnWeights;
  const positiveCandidates = <usize>job.positiveCandidates;
  const positiveWeights = <usize>job.positiveWeights;
  const offset = <usize>job.positiveOffsets + ((<usize>query) << 2);
  const firstPositive = (<usize>load<i32>(offset)) << 2;
  const end = (<usize>load<i32>(offset, 4)) << 2;
  const greatest = greatestScore(row, columnWeights, bytes);
  if (greatest != greatest) return NaN;
  if (firstPositive == end) {
    memory.fill(row, 0, bytes);
    return 0;
  }
  let weightSum: f64 = 0;
  let weightedScores: f64 = 0;
  for (let e = firstPositive; e < end; e += 4) {
    const weight = <f64>load<f32>(positiveWeights + e);
    const candidate = <usize>load<i32>(positiveCandidates + e);
    weightSum += weight;
    weightedScores += weight * <f64>load<f32>(row + (candidate << 2));
  }
  const z = exponentiate(row, columnWeights, bytes, greatest);
  if (!(z > 0 && z < f32.POSITIVE_INFINITY)) return NaN;
  normalize(row, bytes, z, <f32>weightSum);
  for (let e = firstPositive; e < end; e += 4) {
    const at = row + ((<usize>load<i32>(positiveCandidates + e)) << 2);
    store<f32>(at, load<f32>(at) - load<f32>(positiveWeights + e));
  }
  return weightSum * (log(z) + <f64>greatest) - weightedScores;
}

/** What the job's blocks of queries add to the gradients of some candidates, in the blocks' order. */
export function softmaxCandidatesBlock(job: SoftmaxJob, block: i32): void {
  const rowBytes = <usize>job.rowBytes;
  const first = block * CANDIDATES;
  const count = min(CANDIDATES, <i32>job.columns - first);
  const bytes = (<usize>job.columns) << 2;
  const sums = <usize>job.candidateGradients + <usize>first * rowBytes;
  const numBlocks = <i32>job.numBlocks;
  for (let b = 0; b < numBlocks; b++) {
    addWeightedRows(
      scoresOf(job, b) + ((<usize>first) << 2),
      4,
      bytes,
      scaledOf(job, b),
      sizeOf(job, b),
      rowBytes,
      sums,
      count,
    );
  }
}
