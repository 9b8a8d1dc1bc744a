import type { Measure, RankMetric } from "../names.js";
import type { Series } from "../series.js";
import { groupBy } from "../table/grouping.js";
import { countBelow, type Formula, rankFormulas, type UserRanks } from "./formulas.js";

/** Ranks, and whose they are. */
export interface RankedUsers {
  /** `[rows]`, counted from 0; -1 for an item that the catalogue lacks. */
  readonly ranks: Int32Array;
  /** `[rows]`: the user of each row. */
  readonly userOfRow: Int32Array;
  readonly numUsers: number;
  readonly numCandidates: number;
  /** `[rows]`: how many candidates the row's item is told from. Read by AUC only. */
  readonly negativesOfRow?: Int32Array | undefined;
}

/** The value of each measure for each user. */
export function rankSeries(
  rows: RankedUsers,
  measures: readonly Measure<RankMetric>[],
): Series<RankMetric>[] {
  const { ranks, userOfRow, numUsers } = rows;
  const { offsets, order } = groupBy(userOfRow, numUsers);
  const rowsOfUser = Float64Array.from(
    { length: numUsers },
    (_, user) => offsets[user + 1] - offsets[user],
  );
  const hasRows = rowsOfUser.map((count) => (count > 0 ? 1 : 0));
  const formulas = rankFormulas(deepestPlace(rows, measures));
  const series = measures.map((measure) => ({
    measure,
    formula: measure.metric === "auc" ? undefined : formulas[measure.metric],
    sums: new Float64Array(numUsers),
    weights: measure.metric === "top_k" ? rowsOfUser : hasRows,
  }));
  const withCutoff = series.filter((each): each is typeof each & { formula: Formula } =>
    Boolean(each.formula),
  );
  const ranksByUser = order.map((row) => ranks[row]);
  const places = new Int32Array(ranks.length);
  for (let user = 0; user < numUsers; user++) {
    if (rowsOfUser[user] === 0) continue;
    const sorted = ranksByUser.subarray(offsets[user], offsets[user + 1]).sort();
    const list = userRanks(sorted, places.subarray(offsets[user], offsets[user + 1]));
    for (const { formula, measure, sums } of withCutoff) {
      sums[user] = formula(list, measure.cutoff as number);
    }
  }
  return series.map(({ measure, sums, weights }) =>
    measure.metric === "auc" ? aucSeries(measure, rows) : { measure, sums, weights },
  );
}

/** No place asked for is deeper than the deepest cut-off, or than all candidates and rows together. */
function deepestPlace(
  { ranks, numCandidates }: RankedUsers,
  measures: readonly Measure<RankMetric>[],
): number {
  const deepest = Math.max(1, ...measures.map(({ cutoff }) => cutoff ?? 1));
  return Math.min(deepest, numCandidates + ranks.length);
}

/** @param room - where the places go; at least as long as `sorted`. */
function userRanks(sorted: Int32Array, room: Int32Array): UserRanks {
  const found = sorted.subarray(countBelow(sorted, 0));
  const places = room.subarray(0, found.length);
  let free = 0;
  for (let i = 0; i < found.length; i++) {
    places[i] = Math.max(found[i], free);
    free = places[i] + 1;
  }
  return { rows: sorted.length, found, places };
}

/**
 * The share of negatives below a user's item, averaged over the user's rows. A row's own rank counts the
 * user's better items too, which are no negatives: as many of them are taken off as are ahead.
 */
function aucSeries(measure: Measure<RankMetric>, rows: RankedUsers): Series<RankMetric> {
  const { ranks, userOfRow, numUsers } = rows;
  const { offsets, order } = groupBy(userOfRow, numUsers);
  const negatives = rows.negativesOfRow ?? restOfCatalogue(rows);
  const sums = new Float64Array(numUsers);
  const weights = new Float64Array(numUsers);
  for (let user = 0; user < numUsers; user++) {
    const byRank = order.subarray(offsets[user], offsets[user + 1]);
    byRank.sort((a, b) => ranks[a] - ranks[b]);
    let ahead = 0;
    let free = 0;
    for (const row of byRank) {
      const found = ranks[row] >= 0;
      const place = Math.max(ranks[row], free);
      if (negatives[row] > 0) {
        weights[user]++;
        if (found) sums[user] += 1 - Math.min(place - ahead, negatives[row]) / negatives[row];
      }
      if (!found) continue;
      free = place + 1;
      ahead++;
    }
    if (weights[user] === 0) continue;
    sums[user] /= weights[user];
    weights[user] = 1;
  }
  return { measure, sums, weights };
}

/** Without exclusions: all candidates but the user's own. */
function restOfCatalogue({ ranks, userOfRow, numUsers, numCandidates }: RankedUsers): Int32Array {
  const found = new Int32Array(numUsers);
  for (let row = 0; row < ranks.length; row++) if (ranks[row] >= 0) found[userOfRow[row]]++;
  return userOfRow.map((user) => numCandidates - found[user]);
}
