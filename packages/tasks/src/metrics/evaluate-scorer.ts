import { ConfigError, checkOneOf, type TableLike } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import type { Scorer } from "@towerkit/retrieval";
import { evaluationOf } from "./evaluation.js";
import type { DefaultMetric, Metric } from "./names.js";
import { rankRows } from "./ranks/rank-rows.js";
import { requestOf } from "./request.js";
import { groupScorer, groupVectors, queryReader } from "./scored-groups.js";
import { type EvaluatedTable, readTable } from "./table/read-rows.js";
import { seenUsersOf, trainCountsOf } from "./table/train-table.js";
import type { EvaluateScorerOptions, RankingCounts, ScorerEvaluation } from "./types.js";
import { visitorsFor } from "./visitors.js";

type AnyOptions = EvaluateScorerOptions<Metric, number>;

/**
 * Ranks every row's item among the whole catalogue and measures the result.
 *
 * Rows that ask the same question are scored once. With `exclude`, the items that a row's key has in
 * that table do not count, the row's own item excepted. Keys are compared as text, items with their type.
 *
 * Scores are made once, whatever is asked for. Metrics of ranks alone need no more memory than the ranks;
 * metrics of lists, `withSeen` and `sampledNegatives` look at each row of scores once more. Lists hold what a
 * query would be recommended, without anything excluded, and each distinct query counts once.
 *
 * @param table - one row an interaction, with the columns `itemKey`, `queryKey`, `queryColumns` and
 * the key of `exclude`.
 * @throws ConfigError for a column that is missing, an empty table, an item that is a string where the
 * catalogue has a number or the other way round, or a catalogue that is empty, holds an id twice or does
 * not fit the scorer, or for an option out of range; NumericError for a score that is not a number.
 * @example
 * const { metrics } = await evaluateScorer(popularity({ train, candidateIds, itemKey }), test, {
 *   candidateIds,
 *   itemKey,
 *   exclude: train,
 * });
 * metrics.recall["10"];
 * @example
 * const { metrics, intervals } = await evaluateScorer(scorer, test, {
 *   candidateIds,
 *   itemKey,
 *   metrics: ["ndcg", "map", "coverage", "novelty"],
 *   cutoffs: [10, 20],
 *   train,
 *   intervals: { over: "users" },
 * });
 * console.log(metrics.map["20"], intervals?.ndcg["10"].low);
 */
export async function evaluateScorer<Name extends Metric = DefaultMetric, K extends number = never>(
  scorer: Scorer,
  table: TableLike,
  options: EvaluateScorerOptions<Name, K>,
): Promise<ScorerEvaluation<Name, K>> {
  const { itemKey, queryKey = "user_id", ties = "index", train, bySeen, withSeen } = options;
  const { numCandidates } = scorer;
  checkArguments(scorer, table, options);
  const request = requestOf(scorer, options);
  const rows = readTable(table, options);
  const trainCounts =
    train && (request.countsTrain || bySeen) ? trainCountsOf(train, itemKey, rows) : undefined;
  const seenUsers = train && bySeen ? seenUsersOf(train, queryKey, rows) : undefined;
  const runtime = options.runtime ?? (await defaultRuntime());
  const visitors = visitorsFor(request, rows, {
    numCandidates,
    ties,
    withSeen: withSeen ?? false,
    trainCounts,
    runtime,
  });

  const { groups, excluded, candidateOfRow, users } = rows;
  const { order } = groups.rows;
  const queryAt = queryReader(rows.queryColumns, rows.columns, rows.queries);
  const ranks = await rankRows({
    numQueries: groups.queryOfGroup.length,
    numCandidates,
    scoreBlock: groupScorer(scorer, groups.queryOfGroup, queryAt),
    vectors: scorer.vectors && groupVectors(scorer.vectors, groups.queryOfGroup, queryAt),
    positiveOffsets: groups.rows.offsets,
    positives: order.map((row) => candidateOfRow[row]),
    ...(excluded && {
      excludedOffsets: excluded.offsets,
      excluded: excluded.candidates,
      excludedListOfQuery: groups.keyOfGroup,
    }),
    ties,
    visit: visitors.visit,
    runtime,
  });

  const evaluation = evaluationOf(request, {
    rows,
    ranked: {
      ranks: inTableOrder(ranks, order),
      candidateOfRow,
      userOfRow: users.codeOfRow,
      numUsers: users.count,
      numCandidates,
      excluded: excluded && { ...excluded, listOfRow: excluded.keys.codeOfRow },
    },
    ranksWithSeen: visitors.ranksWithSeen && inTableOrder(visitors.ranksWithSeen, order),
    visitors,
    seen: seenUsers && trainCounts && { seenUsers, trainCounts },
    perUser: options.perUser ?? false,
    perInteraction: options.perInteraction ?? false,
  });
  // Which metrics there are is what the options say; only their types know it.
  return { ...evaluation, counts: countsOf(rows) } as unknown as ScorerEvaluation<Name, K>;
}

/** Ranks as the table has its rows, out of those that the groups have. */
function inTableOrder(ranks: Int32Array, order: Int32Array): Int32Array {
  const ordered = new Int32Array(ranks.length);
  for (let i = 0; i < order.length; i++) ordered[order[i]] = ranks[i];
  return ordered;
}

function countsOf({ numRows, excluded, candidateOfRow }: EvaluatedTable): RankingCounts {
  return {
    rows: numRows,
    positivesSeen: excluded?.positivesSeen ?? 0,
    unknownItems: candidateOfRow.reduce((count, place) => count + (place < 0 ? 1 : 0), 0),
  };
}

function checkArguments(scorer: Scorer, table: TableLike, options: AnyOptions): void {
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
