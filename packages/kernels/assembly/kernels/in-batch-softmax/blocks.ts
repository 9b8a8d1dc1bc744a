import { scoreAll } from "../scores";
import { addWeightedRows, scaleRows } from "../weighted-rows";
import { hardestRow } from "./hardest-row";
import { entry, HARDEST, SEPARATE, SHARED, SoftmaxJob, wideEntry } from "./job";
import { hasForbidden, putAllInPlace } from "./row-columns";
import { separateRow } from "./separate-row";
import { sharedRow } from "./shared-row";
import { greatestScore } from "./vectors";

/** Query gradients are summed within this many candidates first: part of the order of summation. */
const CHUNK: i32 = 128;
/** How many candidates a block of `softmaxCandidatesBlock` covers: no part of it. */
const CANDIDATES: i32 = 64;

/** Scores of a task's queries, their gradients in place of them, and the queries' own gradients. */
export function softmaxQueriesBlock(job: SoftmaxJob, task: i32): void {
  const queries = <i32>job.queriesPerTask;
  const firstOfJob = <i32>job.firstBlock * <i32>job.queriesPerBlock;
  const first = firstOfJob + task * queries;
  const size = min(queries, <i32>job.numQueries - first);
  if (size <= 0) return;
  const rowBytes = <usize>job.rowBytes;
  const columns = <i32>job.columns;
  const scoreBytes = <usize>job.scoreBytes;
  const factor = <f32>job.factor;
  const scaled = scaledRow(job, task * queries);
  const scores = scoresRow(job, task * queries);
  const from = <usize>job.queries + <usize>first * rowBytes;
  scaleRows(from, <usize>queries * rowBytes, factor, scaled);
  scoreAll(scaled, size, <i32>job.dim, rowBytes, <usize>job.packed, columns, scores, scoreBytes);
  if (job.rows != SHARED) putAllInPlace(job, task);
  for (let row = 0; row < size; row++) {
    const loss = rowLoss(job, task, scores + <usize>row * scoreBytes, first + row);
    store<f64>(wideEntry(<usize>job.losses, first + row), loss);
  }
  const sums = <usize>job.queryGradients + <usize>first * rowBytes;
  for (let c = 0; c < columns; c += CHUNK) {
    addWeightedRows(
      scores + ((<usize>c) << 2),
      scoreBytes,
      4,
      <usize>job.candidates + <usize>c * rowBytes,
      min(CHUNK, columns - c),
      rowBytes,
      sums,
      (size + 3) & ~3,
    );
  }
  scaleRows(sums, <usize>queries * rowBytes, factor, sums);
}

// @ts-ignore: decorator
@inline
function scaledRow(job: SoftmaxJob, query: i32): usize {
  return <usize>job.scaled + <usize>query * <usize>job.rowBytes;
}

// @ts-ignore: decorator
@inline
function scoresRow(job: SoftmaxJob, query: i32): usize {
  return <usize>job.scores + <usize>query * <usize>job.scoreBytes;
}

/** Turns a row of scores into their gradients; the loss is not a number where anything overflows. */
function rowLoss(job: SoftmaxJob, task: i32, row: usize, query: i32): f64 {
  const offset = entry(<usize>job.positiveOffsets, query);
  if (load<i32>(offset) == load<i32>(offset, 4)) {
    const bytes = (<usize>job.columns) << 2;
    const greatest = greatestScore(row, <usize>job.columnWeights, bytes);
    memory.fill(row, 0, bytes);
    return greatest == greatest ? 0 : NaN;
  }
  const rows = <i32>job.rows;
  if (rows == HARDEST) return hardestRow(job, task, row, query);
  const isSeparate = rows == SEPARATE && (job.removesAccidentalHits != 0 || hasForbidden(job, query));
  return isSeparate ? separateRow(job, task, row, query) : sharedRow(job, row, query);
}

/** What the job's blocks of queries add to the gradients of some candidates, in the blocks' order. */
export function softmaxCandidatesBlock(job: SoftmaxJob, block: i32): void {
  const rowBytes = <usize>job.rowBytes;
  const first = block * CANDIDATES;
  const count = min(CANDIDATES, <i32>job.columns - first);
  const sums = <usize>job.candidateGradients + <usize>first * rowBytes;
  const queries = <i32>job.queriesPerBlock;
  const firstOfJob = <i32>job.firstBlock * queries;
  const end = min(<i32>job.numBlocks * queries, <i32>job.numQueries - firstOfJob);
  for (let query = 0; query < end; query += queries) {
    addWeightedRows(
      scoresRow(job, query) + ((<usize>first) << 2),
      4,
      <usize>job.scoreBytes,
      scaledRow(job, query),
      min(queries, end - query),
      rowBytes,
      sums,
      count,
    );
  }
}
