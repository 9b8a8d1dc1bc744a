import { ConfigError, checkIndices, checkInteger, checkLength } from "@towerkit/core";
import { log2 } from "@towerkit/kernels";
import { checkIndicesOrMissing } from "./checks.js";
import { groupBy } from "./grouping.js";
import type { AccuracyCutoff, ListCutoff, RankingMetrics } from "./types.js";

const ACCURACY_CUTOFFS: readonly AccuracyCutoff[] = ["1", "5", "10", "50", "100"];
const LIST_CUTOFFS: readonly ListCutoff[] = ["10", "50", "100"];
const DEEPEST_CUTOFF = 100;

/** Ranks, and whose they are. */
export interface RankingMetricsInput {
  /** `[rows]`, counted from 0; -1 for an item that the catalogue lacks. */
  readonly ranks: Int32Array;
  /** `[rows]`: the user of each row. */
  readonly userOfRow: Int32Array;
  readonly numUsers: number;
  readonly numCandidates: number;
}

/**
 * Turns ranks into metrics.
 *
 * A row is a hit at k if its rank, counted from 0, is below k. `top_k` is the share of rows that are
 * hits. The others are unweighted means over the users that have rows, a user's rows being their test
 * items: recall is hits ÷ rows; NDCG is Σ 1 ÷ log₂(rank + 2) over the hits ÷ the same sum over an
 * ideal list, whose first min(k, rows) places are hits (Järvelin and Kekäläinen, 2002); MRR is
 * 1 ÷ (best rank + 1), or 0 if that is no hit. Rows of rank -1 are misses at every k and count in
 * every denominator.
 *
 * Rows of one user that share a rank (a repeated row, or `ties: "optimistic"`) cannot share a place
 * in a list: for NDCG each takes the next free one, so that it never exceeds 1.
 *
 * @throws ConfigError for no rows at all, lengths that disagree, or numbers out of range.
 */
export function rankingMetrics(input: RankingMetricsInput): RankingMetrics {
  checkInput(input);
  const { ranks, userOfRow, numUsers } = input;
  const { offsets, order } = groupBy(userOfRow, numUsers);
  const ranksByUser = order.map((row) => ranks[row] as number);
  const sums = { recall: perCutoff(zero), ndcg: perCutoff(zero), mrr: perCutoff(zero) };
  const gains = gainsOfPlaces(DEEPEST_CUTOFF);
  let users = 0;
  for (let user = 0; user < numUsers; user++) {
    const sorted = ranksByUser.subarray(offsets[user], offsets[user + 1]).sort();
    if (sorted.length === 0) continue;
    users++;
    const found = sorted.subarray(countBelow(sorted, 0));
    for (const cutoff of LIST_CUTOFFS) {
      const k = Number(cutoff);
      sums.recall[cutoff] += countBelow(found, k) / sorted.length;
      sums.ndcg[cutoff] += discountedGain(found, k, gains) / idealGain(sorted.length, k, gains);
      sums.mrr[cutoff] += countBelow(found, k) > 0 ? 1 / ((found[0] as number) + 1) : 0;
    }
  }
  const meanOf = (sum: Record<ListCutoff, number>) => perCutoff((cutoff) => sum[cutoff] / users);
  return {
    top_k: accuracies(ranks),
    recall: meanOf(sums.recall),
    ndcg: meanOf(sums.ndcg),
    mrr: meanOf(sums.mrr),
  };
}

function checkInput({ ranks, userOfRow, numUsers, numCandidates }: RankingMetricsInput): void {
  if (ranks.length === 0) throw new ConfigError("ranks is empty; there is no row to measure.");
  checkInteger("numUsers", numUsers, 1);
  checkInteger("numCandidates", numCandidates, 1);
  checkLength("userOfRow", userOfRow, ranks.length);
  checkIndices("userOfRow", userOfRow, numUsers);
  checkIndicesOrMissing("ranks", ranks, numCandidates);
}

const zero = () => 0;

function perCutoff(valueAt: (cutoff: ListCutoff) => number): Record<ListCutoff, number> {
  return Object.fromEntries(LIST_CUTOFFS.map((cutoff) => [cutoff, valueAt(cutoff)])) as Record<
    ListCutoff,
    number
  >;
}

function accuracies(ranks: Int32Array): Record<AccuracyCutoff, number> {
  const sorted = ranks.slice().sort();
  const found = sorted.subarray(countBelow(sorted, 0));
  return Object.fromEntries(
    ACCURACY_CUTOFFS.map((k) => [k, countBelow(found, Number(k)) / ranks.length]),
  ) as Record<AccuracyCutoff, number>;
}

/** How many of some rising numbers are below `limit`. */
function countBelow(rising: Int32Array, limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a hit at each place is worth: 1 ÷ log₂(place + 2). */
function gainsOfPlaces(places: number): Float64Array {
  return Float64Array.from({ length: places }, (_, place) => 1 / log2(place + 2));
}

/** The gain of rising ranks, where one that is taken moves on to the next free place. */
function discountedGain(found: Int32Array, k: number, gains: Float64Array): number {
  let gain = 0;
  let free = 0;
  for (let i = 0; i < found.length; i++) {
    const place = Math.max(found[i] as number, free);
    if (place >= k) break;
    gain += gains[place] as number;
    free = place + 1;
  }
  return gain;
}

function idealGain(rows: number, k: number, gains: Float64Array): number {
  let gain = 0;
  for (let place = 0; place < Math.min(rows, k); place++) gain += gains[place] as number;
  return gain;
}
