import { checkFiniteScores } from "../../checks/finite-scores.js";
import type { Scratch } from "../../runtime/scratch.js";
import { selectBest, sortBestFirst } from "../top-k/best-list.js";
import { type Exclusions, exclusionsOf } from "./exclusions.js";
import type { BestOfQueries } from "./input.js";

/** How many queries and candidates are scored at a time. */
const QUERIES = 16;
const CANDIDATES = 1024;

/** Some queries and candidates: from `first` to before `end`. */
export interface Range {
  readonly first: number;
  readonly end: number;
}

/** What is scored. */
export interface ScoredBlocks {
  readonly numQueries: number;
  readonly numCandidates: number;
  /** Writes `out`, `[queries, candidates]`; it may be longer. */
  scoreBlock(queries: Range, candidates: Range, out: Float32Array): void;
}

/**
 * Scores block by block and keeps the best of each query.
 * @throws NumericError for a score that is not finite.
 */
export function selectPlainly(best: BestOfQueries, blocks: ScoredBlocks, scratch: Scratch): void {
  for (let first = 0; first < blocks.numQueries; first += QUERIES) {
    const end = Math.min(first + QUERIES, blocks.numQueries);
    selectForQueries(best, blocks, { first, end }, scratch);
  }
}

function selectForQueries(
  best: BestOfQueries,
  { numCandidates, scoreBlock }: ScoredBlocks,
  queries: Range,
  scratch: Scratch,
): void {
  const numQueries = queries.end - queries.first;
  const exclusions = exclusionsOf(best, queries.first, queries.end);
  const scores = scratch.float32("top-k scores", QUERIES * CANDIDATES);
  const counts = best.counts.subarray(queries.first, queries.end).fill(0);
  for (let c = 0; c < numCandidates; c += CANDIDATES) {
    const candidates = { first: c, end: Math.min(c + CANDIDATES, numCandidates) };
    const width = candidates.end - c;
    scoreBlock(queries, candidates, scores);
    checkFiniteScores({
      scores,
      numQueries,
      numCandidates: width,
      firstQuery: queries.first,
      firstCandidate: c,
    });
    for (let q = 0; q < numQueries; q++) {
      const row = scores.subarray(q * width, (q + 1) * width);
      exclude(row, exclusions, q, candidates);
      const size = { size: counts[q], most: best.k };
      counts[q] = selectBest(listOf(best, queries.first + q), size, row, c);
    }
  }
  for (let q = 0; q < numQueries; q++) sortBestFirst(listOf(best, queries.first + q), counts[q]);
}

function listOf({ indices, values, k }: BestOfQueries, query: number) {
  const [first, end] = [query * k, (query + 1) * k];
  return { indices: indices.subarray(first, end), values: values.subarray(first, end) };
}

function exclude(
  row: Float32Array,
  { offsets, candidates }: Exclusions,
  query: number,
  { first, end }: Range,
): void {
  for (let e = offsets[query]; e < offsets[query + 1]; e++) {
    const candidate = candidates[e];
    if (candidate >= first && candidate < end) row[candidate - first] = -Infinity;
  }
}
