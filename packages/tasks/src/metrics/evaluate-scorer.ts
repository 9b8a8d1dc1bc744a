import { ConfigError, checkOneOf, columnOf, requireColumns, type TableLike } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import type { Query, Scorer, ScorerVectors } from "@towerkit/retrieval";
import { candidatePlaces, placesOf } from "./catalogue.js";
import { type Codes, codesOfKeys, codesOfTuples } from "./codes.js";
import { excludedByKey, exclusionOf } from "./exclusions.js";
import { rankRows, type VectorBlocks } from "./rank-rows.js";
import { rankingMetrics } from "./ranking-metrics.js";
import { groupRows } from "./row-groups.js";
import type { EvaluateScorerOptions, ScorerEvaluation } from "./types.js";

/**
 * Ranks every row's item among the whole catalogue and measures the result.
 *
 * Rows that ask the same question are scored once. With `exclude`, the items that a row's key has in
 * that table do not count, the row's own item excepted. Keys are compared as text, items with their type.
 *
 * @param table - one row an interaction, with the columns `itemKey`, `queryKey`, `queryColumns` and
 * the key of `exclude`.
 * @throws ConfigError for a column that is missing, an empty table, an item that is a string where the
 * catalogue has a number or the other way round, or a catalogue that is empty, holds an id twice or does
 * not fit the scorer; NumericError for a score that is not a number.
 * @example
 * const { metrics } = await evaluateScorer(popularity({ train, candidateIds, itemKey }), test, {
 *   candidateIds,
 *   itemKey,
 *   exclude: train,
 * });
 */
export async function evaluateScorer(
  scorer: Scorer,
  table: TableLike,
  options: EvaluateScorerOptions,
): Promise<ScorerEvaluation> {
  const { itemKey, queryKey = "user_id", ties = "index" } = options;
  const queryColumns = options.queryColumns ?? [queryKey];
  const exclusion = options.exclude && exclusionOf(options.exclude);
  const needed = [itemKey, queryKey, ...queryColumns, ...(exclusion ? [exclusion.key] : [])];
  requireColumns(table, needed, "the evaluated table");
  checkArguments(scorer, table, options);
  const catalogue = candidatePlaces(options.candidateIds);

  const candidateOfRow = placesOf(columnOf(table, itemKey), catalogue, itemKey);
  const users = codesOfKeys(columnOf(table, queryKey), queryKey);
  const columns = queryColumns.map((name) => columnOf(table, name));
  const queries = codesOfTuples(columns);
  const excluded =
    exclusion && excludedByKey(exclusion, { table, itemKey, catalogue, candidateOfRow });
  const groups = groupRows(queries, excluded?.keys);
  const order = groups.rows.order;
  const queryAt = queryReader(queryColumns, columns, queries);
  const ranks = await rankRows({
    numQueries: groups.queryOfGroup.length,
    numCandidates: scorer.numCandidates,
    scoreBlock: groupScorer(scorer, groups.queryOfGroup, queryAt),
    vectors: scorer.vectors && groupVectors(scorer.vectors, groups.queryOfGroup, queryAt),
    positiveOffsets: groups.rows.offsets,
    positives: order.map((row) => candidateOfRow[row] as number),
    ...(excluded && {
      excludedOffsets: excluded.offsets,
      excluded: excluded.candidates,
      excludedListOfQuery: groups.keyOfGroup,
    }),
    ties,
    runtime: options.runtime ?? (await defaultRuntime()),
  });
  return {
    metrics: rankingMetrics({
      ranks,
      userOfRow: order.map((row) => users.codeOfRow[row] as number),
      numUsers: users.count,
      numCandidates: scorer.numCandidates,
    }),
    counts: {
      rows: ranks.length,
      positivesSeen: excluded?.positivesSeen ?? 0,
      unknownItems: candidateOfRow.reduce((count, place) => count + (place < 0 ? 1 : 0), 0),
    },
  };
}

function checkArguments(scorer: Scorer, table: TableLike, options: EvaluateScorerOptions): void {
  checkOneOf("ties", options.ties ?? "index", ["index", "optimistic"]);
  if (options.queryColumns?.length === 0) {
    throw new ConfigError("queryColumns is empty; a query must be made of at least one column.");
  }
  if (table.numRows() === 0) {
    throw new ConfigError("the evaluated table has no rows; there is nothing to rank.");
  }
  if (options.candidateIds.length !== scorer.numCandidates) {
    throw new ConfigError(
      `candidateIds names ${options.candidateIds.length} items and scorer "${scorer.name}" scores ` +
        `${scorer.numCandidates}; they must be the same catalogue in the same order.`,
    );
  }
}

/** Makes a query out of the first row that has its code. */
function queryReader(
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
function groupScorer(
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
function groupVectors(
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
