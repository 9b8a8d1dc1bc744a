import type { ResidentMatrix } from "@towerkit/kernels";
import type { Id } from "../id.js";
import type { GrowingMatrix } from "./growing-matrix.js";
import type { IdRows } from "./id-rows.js";
import type { IndexMatches, IndexQueryOptions } from "./vector-index.js";

/** How many scores are held at a time: 4 MB of them, or one query's where that is more. */
const SCORES_AT_A_TIME = 1 << 20;

/** The vectors that are scored, and the items they belong to. */
interface Candidates {
  readonly vectors: Float32Array | ResidentMatrix;
  /** How many vectors there are, those that belong to no item included; these come last. */
  readonly numVectors: number;
  readonly ids: readonly Id[];
  /** The position of an item among `ids`. */
  position(id: Id): number | undefined;
}

/** What is searched: `matrix` holds the vectors of `items`, row by row. */
interface Search {
  readonly items: IdRows;
  readonly matrix: GrowingMatrix;
}

/** Scores all items for all queries, block by block, and selects the best of each. */
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
  const { ids, vectors, numVectors } = candidates;
  const k = Math.min(options.k, ids.length);
  if (k === 0) return nothingFor(numQueries);

  const matches: IndexMatches = { ids: [], scores: [] };
  const best = { k, indices: new Int32Array(k), values: new Float32Array(k) };
  const block = Math.min(numQueries, Math.max(1, Math.floor(SCORES_AT_A_TIME / numVectors)));
  const scores = new Float32Array(block * numVectors);
  for (let first = 0; first < numQueries; first += block) {
    if (signal !== undefined && first > 0) await chanceToAbort(signal);
    const last = Math.min(first + block, numQueries);
    runtime.scores({
      queries: queries.subarray(first * dim, last * dim),
      candidates: vectors,
      dim,
      out: scores.subarray(0, (last - first) * numVectors),
    });
    for (let q = first; q < last; q++) {
      const start = (q - first) * numVectors;
      const row = scores.subarray(start, start + ids.length);
      hide(row, candidates, exclude?.[q]);
      const found = runtime.topK({ scores: row, ...best });
      matches.ids.push(Array.from(best.indices.subarray(0, found), (i) => ids[i] as Id));
      matches.scores.push(best.values.slice(0, found));
    }
  }
  return matches;
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
    numVectors: matrix.resident.rows,
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
  return { vectors, numVectors: rows.length, ids, position: (id) => positions.get(id) };
}

function hide(scores: Float32Array, candidates: Candidates, ids: readonly Id[] | undefined): void {
  if (ids === undefined) return;
  for (const id of ids) {
    const position = candidates.position(id);
    if (position !== undefined) scores[position] = Number.NEGATIVE_INFINITY;
  }
}

/** Kernels never pause, so an abort can only be heard between two blocks. */
async function chanceToAbort(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal.throwIfAborted();
}
