import type { Query, Scorer, ScorerVectors } from "@towerkit/retrieval";
import type { VectorBlocks } from "./ranks/rank-rows.js";
import type { Codes } from "./table/codes.js";

/** Makes a query out of the first row that has its code. */
export function queryReader(
  names: readonly string[],
  columns: readonly ArrayLike<unknown>[],
  queries: Codes,
): (code: number) => Query {
  return (code) => {
    const row = queries.firstRows[code] as number;
    return Object.fromEntries(names.map((name, i) => [name, columns[i]?.[row]]));
  };
}

/** Scores groups of rows, each of their queries once. */
export function groupScorer(
  scorer: Scorer,
  queryOfGroup: Int32Array,
  queryAt: (code: number) => Query,
): (firstGroup: number, out: Float32Array) => Promise<void> {
  const width = scorer.numCandidates;
  return async (firstGroup, out) => {
    const queryOfRow = queryOfGroup.subarray(firstGroup, firstGroup + out.length / width);
    const queries = queriesOf(queryOfRow, queryAt);
    await scorer.scores(queries, out.subarray(0, queries.length * width));
    spread(out, queryOfRow, width);
  };
}

/** Embeds groups of rows, each of their queries once. */
export function groupVectors(
  { dim, candidates, embed }: ScorerVectors,
  queryOfGroup: Int32Array,
  queryAt: (code: number) => Query,
): VectorBlocks {
  return {
    dim,
    candidates,
    embedBlock: async (firstGroup, count) => {
      const queryOfRow = queryOfGroup.subarray(firstGroup, firstGroup + count);
      const embedded = await embed(queriesOf(queryOfRow, queryAt));
      if (embedded.length === count * dim) return embedded;
      const vectors = new Float32Array(count * dim);
      vectors.set(embedded);
      spread(vectors, queryOfRow, dim);
      return vectors;
    },
  };
}

/** The queries of neighbouring groups, each once. */
function queriesOf(queryOfRow: Int32Array, queryAt: (code: number) => Query): Query[] {
  const first = queryOfRow[0] as number;
  const last = queryOfRow[queryOfRow.length - 1] as number;
  return Array.from({ length: last - first + 1 }, (_, i) => queryAt(first + i));
}

/** Groups share rows: spreads them out from the back, where nothing is overwritten unread. */
function spread(rows: Float32Array, queryOfRow: Int32Array, width: number): void {
  for (let row = queryOfRow.length - 1; row >= 0; row--) {
    const from = (queryOfRow[row] as number) - (queryOfRow[0] as number);
    if (from === row) break;
    rows.copyWithin(row * width, from * width, (from + 1) * width);
  }
}
