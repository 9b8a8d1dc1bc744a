import { scoreEight } from "../scores";
import { addWeightedRows, scaleRows } from "../weighted-rows";
import { hardestRow } from "./hardest-row";
import { entry, HARDEST, QUERIES, SEPARATE, SHARED, SoftmaxJob, wideEntry } from "./job";
import { hasForbidden, putAllInPlace } from "./row-columns";
import { separateRow } from "./separate-row";
import { sharedRow } from "./shared-row";
import { greatestScore } from "./vectors";

/** Query gradients are summed within this many candidates first: part of the order of summation. */
const CHUNK: i32 = 128;
/** How many candidates a block of `softmaxCandidatesBlock` covers: no part of it. */
const CANDIDATES: i32 = 64;

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
  scaleRows(<usize>job.queries + <usize>first * rowBytes, <usize>QUERIES * rowBytes, factor, scaled);
  for (let c = 0; c < columns; c += 8) {
    const packed = <usize>job.packed + ((<usize>(c * dim)) << 2);
    scoreEight(scaled, QUERIES, dim, rowBytes, packed, scores + ((<usize>c) << 2), bytes);
  }
  if (job.rows != SHARED) putAllInPlace(job, block);
  const size = sizeOf(job, block);
  for (let row = 0; row < size; row++) {
    const loss = rowLoss(job, block, scores + <usize>row * bytes, first + row);
    store<f64>(wideEntry(<usize>job.losses, first + row), loss);
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
  scaleRows(sums, <usize>QUERIES * rowBytes, factor, sums);
}

/** Turns a row of scores into their gradients; the loss is not a number where anything overflows. */
function rowLoss(job: SoftmaxJob, block: i32, row: usize, query: i32): f64 {
  const offset = entry(<usize>job.positiveOffsets, query);
  if (load<i32>(offset) == load<i32>(offset, 4)) {
    const bytes = (<usize>job.columns) << 2;
    const greatest = greatestScore(row, <usize>job.columnWeights, bytes);
    memory.fill(row, 0, bytes);
    return greatest == greatest ? 0 : NaN;
  }
  const rows = <i32>job.rows;
  if (rows == HARDEST) return hardestRow(job, block, row, query);
  const isSeparate = rows == SEPARATE && (job.removesAccidentalHits != 0 || hasForbidden(job, query));
  return isSeparate ? separateRow(job, block, row, query) : sharedRow(job, row, query);
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
