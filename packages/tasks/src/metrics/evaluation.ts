import { bootstrapIntervals } from "./bootstrap.js";
import type { Measured, Metric } from "./names.js";
import { rankSeries } from "./ranks/rank-series.js";
import {
  eachRowAlone,
  interactionSeries,
  type RankedTable,
  someRows,
  userSeries,
} from "./ranks/ranked-table.js";
import type { Request } from "./request.js";
import type { SampledRanks } from "./sampled/sampled-ranks.js";
import { byMeasure, meanOf, ofEach, type Series, valuesOf } from "./series.js";
import type { EvaluatedTable } from "./table/read-rows.js";
import type { BySeen, MetricSections } from "./types.js";
import type { Visitors } from "./visitors.js";

/** What was found in the one pass over the scores. */
export interface Findings {
  readonly rows: EvaluatedTable;
  readonly ranked: RankedTable;
  readonly ranksWithSeen: Int32Array | undefined;
  readonly visitors: Pick<Visitors, "lists" | "sampled">;
  /** Which rows are of users and items that training had. */
  readonly seen: SeenRows | undefined;
  readonly perUser: boolean;
  readonly perInteraction: boolean;
}

/** What training had. */
export interface SeenRows {
  /** `[users]`, 1 for seen. */
  readonly seenUsers: Uint8Array;
  /** `[numCandidates]`, above 0 for seen. */
  readonly trainCounts: Int32Array;
}

/** Why ranks among sampled negatives are to be read with care. */
const WARNING =
  "Ranks among sampled negatives are not ranks in the catalogue: they look far better, and they can put " +
  "two models into the wrong order (Krichene and Rendle, KDD 2020). Compare them only with figures of the " +
  "same protocol, and choose models by the metrics of all candidates.";

/** `Measured` of the metrics that were asked for, which only the caller's types know. */
type AnyMeasured<V> = Measured<V, Metric, number>;

/** Everything that was asked for, as plain data. */
export function evaluationOf(
  { measures, intervals, sampled }: Request,
  findings: Findings,
): { metrics: AnyMeasured<number> } & MetricSections<Metric, number> {
  const { rows, ranked, ranksWithSeen, visitors, seen } = findings;
  const { ofRanks } = measures;
  const users = userSeries(ranked, ofRanks);
  const meansOf = (table: RankedTable) => means(userSeries(table, ofRanks));
  const needsInteractions = findings.perInteraction || intervals?.over === "interactions";
  const interactions = needsInteractions ? interactionSeries(ranked, ofRanks) : [];
  return {
    metrics: byMeasure([
      ...users.map((each) => [each.measure, meanOf(each)] as const),
      ...(visitors.lists?.values() ?? []),
    ]) as AnyMeasured<number>,
    ...(findings.perUser && { perUser: { users: rows.userKeys, values: values(users) } }),
    ...(findings.perInteraction && {
      perInteraction: {
        ranks: ranked.ranks,
        metrics: means(interactions),
        values: values(interactions),
      },
    }),
    ...(seen && { bySeen: bySeen(ranked, seen, meansOf) }),
    ...(ranksWithSeen && {
      withSeen: meansOf({ ...ranked, ranks: ranksWithSeen, excluded: undefined }),
    }),
    ...(intervals && {
      intervals: byMeasure([
        ...withIntervals(intervals.over === "users" ? users : interactions, intervals),
        ...withIntervals(visitors.lists?.series() ?? [], intervals),
      ]) as AnyMeasured<{ low: number; high: number }>,
    }),
    ...(sampled &&
      visitors.sampled && {
        sampledNegatives: {
          warning: WARNING,
          count: sampled.count,
          rowsWithFewer: visitors.sampled.negativesOfRow.filter((count) => count < sampled.count)
            .length,
          metrics: means(rankSeries(sampledTable(visitors.sampled, sampled.count), ofRanks)),
        },
      }),
  };
}

const means = (series: readonly Series[]) => ofEach(series, meanOf) as AnyMeasured<number>;
const values = (series: readonly Series[]) => ofEach(series, valuesOf) as AnyMeasured<Float64Array>;

function withIntervals(series: readonly Series[], options: NonNullable<Request["intervals"]>) {
  const intervals = bootstrapIntervals(series, options);
  return series.map((each, i) => [each.measure, intervals[i] as (typeof intervals)[0]] as const);
}

const sampledTable = ({ ranks, negativesOfRow }: SampledRanks, count: number) =>
  eachRowAlone({ ranks, negativesOfRow, numCandidates: count + 1 });

function bySeen(
  ranked: RankedTable,
  { seenUsers, trainCounts }: SeenRows,
  meansOf: (table: RankedTable) => AnyMeasured<number>,
): BySeen<Metric, number> {
  const { userOfRow, candidateOfRow } = ranked;
  const isSeenUser = (row: number) => seenUsers[userOfRow[row]] === 1;
  const isSeenItem = (row: number) =>
    candidateOfRow[row] >= 0 && trainCounts[candidateOfRow[row]] > 0;
  const slice = (passes: (row: number) => boolean) => {
    const part = someRows(ranked, passes);
    const rows = part.ranks.length;
    return rows === 0 ? { rows } : { rows, metrics: meansOf(part) };
  };
  return {
    seenUsers: slice(isSeenUser),
    unseenUsers: slice((row) => !isSeenUser(row)),
    seenItems: slice(isSeenItem),
    unseenItems: slice((row) => !isSeenItem(row)),
  };
}
