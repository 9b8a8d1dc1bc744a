import type { ResidentMatrix } from "@towerkit/kernels";
import type { Id } from "../id.js";
import type { GrowingMatrix } from "./growing-matrix.js";
import type { IdRows } from "./id-rows.js";
import type { IndexMatches, IndexQueryOptions } from "./vector-index.js";

/** How many scores are made between two chances to abort, one query's at least: some 30 ms of them. */
const SCORES_AT_A_TIME = 1 << 22;
/** How many matches enter one call: 8 MB of them, or one query's where that is more. */
const MATCHES_AT_A_TIME = 1 << 20;

/** The vectors that are scored, and the items they belong to. */
interface Candidates {
  /** Those of the items, in their order; what comes after them belongs to none. */
  readonly vectors: Float32Array | ResidentMatrix;
  readonly ids: readonly Id[];
  /** The position of an item among `ids`. */
  position(id: Id): number | undefined;
}

/** What is searched: `matrix` holds the vectors of `items`, row by row. */
interface Search {
  readonly items: IdRows;
  readonly matrix: GrowingMatrix;
}

/** Scores all items for all queries, and selects the best of each. */
export async function searchExactly(
  search: Search,
  queries: Float32Array,
  options: IndexQueryOptions,
): Promise<IndexMatches> {
  const { runtime, dim } = search.matrix;
  const { signal, exclude } = options;
  signal?.throwIfAborted();
  const numQueries = queries.length / dim;
  const candidates =
    options.only === undefined ? allCandidates(search) : chosenCandidates(search, options.only);
  const { ids, vectors } = candidates;
  const k = Math.min(options.k, ids.length);
  if (k === 0) return nothingFor(numQueries);

  const matches: IndexMatches = { ids: [], scores: [] };
  const block = queriesAtATime(options, { numQueries, numItems: ids.length, k });
  const indices = new Int32Array(block * k);
  const values = new Float32Array(block * k);
  for (let first = 0; first < numQueries; first += block) {
    if (signal !== undefined && first > 0) await chanceToAbort(signal);
    const count = Math.min(block, numQueries - first);
    const counts = new Int32Array(count);
    runtime.topKScores({
      queries: queries.subarray(first * dim, (first + count) * dim),
      candidates: vectors,
      dim,
      numCandidates: ids.length,
      k,
      ...exclusionsOf(candidates, exclude?.slice(first, first + count)),
      indices: indices.subarray(0, count * k),
      values: values.subarray(0, count * k),
      counts,
    });
    for (const [q, found] of counts.entries()) {
      const [from, to] = [q * k, q * k + found];
      matches.ids.push(Array.from(indices.subarray(from, to), (i) => ids[i] as Id));
      matches.scores.push(values.slice(from, to));
    }
  }
  return matches;
}

function queriesAtATime(
  { signal }: IndexQueryOptions,
  { numQueries, numItems, k }: { numQueries: number; numItems: number; k: number },
): number {
  const byScores = signal === undefined ? numQueries : Math.floor(SCORES_AT_A_TIME / numItems);
  return Math.max(1, Math.min(numQueries, byScores, Math.floor(MATCHES_AT_A_TIME / k)));
}

function nothingFor(numQueries: number): IndexMatches {
  return {
    ids: Array.from({ length: numQueries }, () => []),
    scores: Array.from({ length: numQueries }, () => new Float32Array(0)),
  };
}

function allCandidates({ items, matrix }: Search): Candidates {
  return {
    vectors: matrix.resident,
    ids: items.ids,
    position: (id) => items.row(id),
  };
}

/** The chosen items in the index's own order, so that ties fall as they do without a choice. */
function chosenCandidates({ items, matrix }: Search, only: readonly Id[]): Candidates {
  const { dim } = matrix;
  const chosen = new Set<number>();
  for (const id of only) {
    const row = items.row(id);
    if (row !== undefined) chosen.add(row);
  }
  const rows = Int32Array.from(chosen).sort();
  const ids = Array.from(rows, (row) => items.ids[row] as Id);
  const positions = new Map(ids.map((id, position) => [id, position]));
  const vectors = new Float32Array(rows.length * dim);
  const view = matrix.view();
  for (const [position, row] of rows.entries()) {
    vectors.set(view.subarray(row * dim, (row + 1) * dim), position * dim);
  }
  return { vectors, ids, position: (id) => positions.get(id) };
}

/** Each query's excluded items by their positions; ids that no candidate has are passed over. */
function exclusionsOf(
  { position }: Candidates,
  exclude: readonly (readonly Id[])[] | undefined,
): { excludedOffsets: Int32Array; excluded: Int32Array } | undefined {
  if (exclude === undefined) return undefined;
  const excludedOffsets = new Int32Array(exclude.length + 1);
  const excluded: number[] = [];
  for (const [q, ids] of exclude.entries()) {
    for (const id of ids) {
      const at = position(id);
      if (at !== undefined) excluded.push(at);
    }
    excludedOffsets[q + 1] = excluded.length;
  }
  return { excludedOffsets, excluded: Int32Array.from(excluded) };
}

/** Kernels never pause, so an abort can only be heard between two blocks. */
async function chanceToAbort(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal.throwIfAborted();
}
