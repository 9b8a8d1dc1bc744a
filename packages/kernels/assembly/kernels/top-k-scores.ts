import { addKey, indexOf, replaceWorst, scoreOf, sortBestFirst } from "./best-list";
import { scoreInt8Rows } from "./int8-scores";
import { scoreRows } from "./score-rows";
import { areFinite, SCAN, selectBest } from "./select-best";

/** How many queries a block covers. */
const QUERIES: i32 = 32;
/** How many scores a block holds at a time, and how many candidates at most. */
const SCORES: i32 = 4096;
const CANDIDATES: i32 = 1024;

/**
 * The best of the scores of queries with candidates. Candidates are cut into spans; each query has a
 * list of the best of each span, which keeps what it holds from job to job where candidates come in
 * several jobs.
 */
// @ts-ignore: decorator
@unmanaged
export class TopKScoresJob {
  queries: f64;
  numQueries: f64;
  candidates: f64;
  numCandidates: f64;
  dim: f64;
  /** The index of the job's first candidate. */
  firstCandidate: f64;
  /** How many candidates a span holds, a multiple of 16. */
  span: f64;
  /** `[spans][numQueries][most]` keys, and `[spans][numQueries]` sizes. */
  lists: f64;
  sizes: f64;
  /** What a list has room for: `k`, or a span where that is less. */
  most: f64;
  k: f64;
  /** `[numQueries]`: scores that `k` candidates are known to reach. */
  floors: f64;
  /** Rising within each query. */
  excludedOffsets: f64;
  excluded: f64;
  /** For each block: room for its scores and for eight packed candidates. */
  scores: f64;
  packed: f64;
  /** The word that is set to 1 where a score is not finite. */
  failed: f64;
  /** The scales of int8 queries, widened to 16 bits, and of int8 candidates; 0 where all is float32. */
  queryScales: f64;
  candidateScales: f64;
}

export function topKScoresBlock(job: TopKScoresJob, block: i32): void {
  const groups = (<i32>job.numQueries + QUERIES - 1) / QUERIES;
  const span = block / groups;
  const firstQuery = (block % groups) * QUERIES;
  const numQueries = min(QUERIES, <i32>job.numQueries - firstQuery);
  const first = span * <i32>job.span;
  const end = min(first + <i32>job.span, <i32>job.numCandidates);
  const scores = <usize>job.scores + <usize>block * (SCORES << 2);
  const step = min(CANDIDATES, (SCORES / numQueries) & ~(SCAN - 1));
  for (let c = first; c < end; c += step) {
    const count = min(step, end - c);
    score(job, block, firstQuery, numQueries, c, count, scores, (<usize>step) << 2);
    for (let q = 0; q < numQueries; q++) {
      selectFrom(job, span, firstQuery + q, scores + ((<usize>(q * step)) << 2), c, count);
    }
  }
}

// @ts-ignore: decorator
@inline
function score(
  job: TopKScoresJob,
  block: i32,
  firstQuery: i32,
  numQueries: i32,
  firstCandidate: i32,
  count: i32,
  out: usize,
  outBytes: usize,
): void {
  const dim = <i32>job.dim;
  const rowBytes = (<usize>dim) << 2;
  if (job.candidateScales == 0) {
    scoreRows(
      <usize>job.queries + <usize>firstQuery * rowBytes,
      numQueries,
      dim,
      <usize>job.candidates + <usize>firstCandidate * rowBytes,
      count,
      <i32>job.numCandidates - firstCandidate,
      <usize>job.packed + <usize>block * (rowBytes << 3),
      out,
      outBytes,
    );
    return;
  }
  scoreInt8Rows(
    <usize>job.queries + ((<usize>(firstQuery * ((dim + 7) & ~7))) << 1),
    <usize>job.queryScales + ((<usize>firstQuery) << 2),
    numQueries,
    dim,
    <usize>job.candidates + <usize>firstCandidate * <usize>dim,
    <usize>job.candidateScales + ((<usize>firstCandidate) << 2),
    count,
    out,
    outBytes,
  );
}

/** Looks through some scores of one query. */
function selectFrom(
  job: TopKScoresJob,
  span: i32,
  query: i32,
  scores: usize,
  firstOfJob: i32,
  count: i32,
): void {
  const padded = (count + SCAN - 1) & ~(SCAN - 1);
  const bytes = (<usize>padded) << 2;
  for (let c = count; c < padded; c++) store<f32>(scores + ((<usize>c) << 2), 0);
  if (!areFinite(scores, bytes)) store<i32>(<usize>job.failed, 1);
  for (let c = count; c < padded; c++) {
    store<f32>(scores + ((<usize>c) << 2), -f32.POSITIVE_INFINITY);
  }
  const first = <i32>job.firstCandidate + firstOfJob;
  exclude(job, query, scores, first, first + count);
  const at = span * <i32>job.numQueries + query;
  const most = <i32>job.most;
  const list = <usize>job.lists + ((<usize>at * <usize>most) << 3);
  const size = <usize>job.sizes + ((<usize>at) << 2);
  const floor = <usize>job.floors + ((<usize>query) << 2);
  const reached = load<f32>(floor);
  const newSize = selectBest(scores, bytes, first, list, load<i32>(size), most, reached);
  store<i32>(size, newSize);
  // Other threads may read an older floor or overwrite this one: every floor is one that holds.
  if (newSize == <i32>job.k) {
    const worst = scoreOf(load<i64>(list));
    if (worst > reached) store<f32>(floor, worst);
  }
}

// @ts-ignore: decorator
@inline
function word(list: usize, index: i32): usize {
  return list + ((<usize>index) << 2);
}

/** Replaces by −infinity the scores of those from `first` to `end` that the query excludes. */
function exclude(job: TopKScoresJob, query: i32, scores: usize, first: i32, end: i32): void {
  const excluded = <usize>job.excluded;
  let low = load<i32>(word(<usize>job.excludedOffsets, query));
  const last = load<i32>(word(<usize>job.excludedOffsets, query + 1));
  let high = last;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (load<i32>(word(excluded, middle)) < first) low = middle + 1;
    else high = middle;
  }
  for (; low < last; low++) {
    const candidate = load<i32>(word(excluded, low));
    if (candidate >= end) return;
    store<f32>(word(scores, candidate - first), -f32.POSITIVE_INFINITY);
  }
}

/** What `topKMergeBlock` does for each query: one list out of its spans' lists, then in order. */
// @ts-ignore: decorator
@unmanaged
export class TopKMergeJob {
  numQueries: f64;
  spans: f64;
  lists: f64;
  sizes: f64;
  most: f64;
  k: f64;
  /** For each query room for `k` keys, `k` indices and `k` scores. */
  merged: f64;
  indices: f64;
  values: f64;
  counts: f64;
}

/** One query a block. */
export function topKMergeBlock(job: TopKMergeJob, query: i32): void {
  const k = <i32>job.k;
  const most = <usize>job.most;
  const merged = <usize>job.merged + ((<usize>query * <usize>k) << 3);
  const spans = <i32>job.spans;
  let count = 0;
  for (let span = 0; span < spans; span++) {
    const at = span * <i32>job.numQueries + query;
    let key = <usize>job.lists + ((<usize>at * most) << 3);
    const end = key + ((<usize>load<i32>(word(<usize>job.sizes, at))) << 3);
    for (; key < end; key += 8) {
      const next = load<i64>(key);
      if (count < k) {
        addKey(merged, count++, next);
      } else if (next > load<i64>(merged)) {
        replaceWorst(merged, count, next);
      }
    }
  }
  sortBestFirst(merged, count);
  const indices = <usize>job.indices + ((<usize>query * <usize>k) << 2);
  const values = <usize>job.values + ((<usize>query * <usize>k) << 2);
  for (let i = 0; i < count; i++) {
    const key = load<i64>(merged + ((<usize>i) << 3));
    store<i32>(word(indices, i), indexOf(key));
    store<f32>(word(values, i), scoreOf(key));
  }
  store<i32>(word(<usize>job.counts, query), count);
}
