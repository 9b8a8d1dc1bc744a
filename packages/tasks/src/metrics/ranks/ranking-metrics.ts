import { ConfigError, checkIndices, checkInteger, checkLength, shown } from "@towerkit/core";
import { type DefaultMetric, type Measured, measuresOf, type RankMetric } from "../names.js";
import { meanOf, ofEach } from "../series.js";
import { checkIndicesOrMissing } from "../table/checks.js";
import { type RankedUsers, rankSeries } from "./rank-series.js";

/** Ranks, whose they are, and what to measure. */
export interface RankingMetricsInput<
  Name extends RankMetric = DefaultMetric,
  K extends number = never,
> extends RankedUsers {
  /** Default `["top_k", "recall", "ndcg", "mrr"]`. */
  readonly metrics?: readonly Name[];
  /** Default 1, 5, 10, 50, 100 for `top_k`, and 10, 50, 100 for all others. */
  readonly cutoffs?: readonly K[];
}

/**
 * Turns ranks into metrics.
 *
 * A row is a hit at k if its rank, counted from 0, is below k. `top_k` is the share of rows that are
 * hits. The others are unweighted means over the users that have rows, a user's rows being their n test
 * items. Rows of rank -1 are misses at every k and count in every denominator.
 *
 * | metric | of one user |
 * |---|---|
 * | `recall` | hits ÷ n |
 * | `precision` | hits ÷ k, also where the catalogue is smaller |
 * | `hit_rate` | 1 if there is a hit, else 0 |
 * | `ndcg` | Σ 1 ÷ log₂(place + 2) over the hits ÷ the same sum over the first min(k, n) places (Järvelin and Kekäläinen, 2002; gains of 0 and 1) |
 * | `mrr` | 1 ÷ (best rank + 1), or 0 if that is no hit (Voorhees, TREC-8, 1999) |
 * | `map` | Σ over hits of the precision at the hit's place ÷ n (`map_cut` of trec_eval; others divide by min(k, n)) |
 * | `auc` | mean over the rows of the share of negatives below the item; equal scores count as `ties` says (Rendle et al., BPR, 2009) |
 *
 * Rows of one user that share a rank (a repeated row, or `ties: "optimistic"`) cannot share a place
 * in a list: for NDCG, MAP, precision and AUC each takes the next free one, so that none exceeds 1.
 * The negatives of AUC are the candidates that are neither excluded nor test items of the user; a user
 * without any is left out, and where nobody has one it is not a number.
 *
 * **Per interaction** is the same with every row a user of its own: `userOfRow` is `0, 1, 2, …` then.
 *
 * @throws ConfigError for no rows at all, lengths that disagree, or numbers out of range.
 */
export function rankingMetrics<Name extends RankMetric = DefaultMetric, K extends number = never>(
  input: RankingMetricsInput<Name, K>,
): Measured<number, Name, K> {
  const { ofRanks, ofLists } = measuresOf(input.metrics, input.cutoffs);
  if (ofLists.length > 0) {
    const { metric } = ofLists[0] as (typeof ofLists)[number];
    throw new ConfigError(
      `metrics holds ${shown(metric)}, which lists have and ranks do not; ask evaluateScorer for it.`,
    );
  }
  checkInput(input);
  return ofEach(rankSeries(input, ofRanks), meanOf) as Measured<number, Name, K>;
}

function checkInput({ ranks, userOfRow, numUsers, numCandidates, ...rest }: RankedUsers): void {
  if (ranks.length === 0) throw new ConfigError("ranks is empty; there is no row to measure.");
  checkInteger("numUsers", numUsers, 1);
  checkInteger("numCandidates", numCandidates, 1);
  checkLength("userOfRow", userOfRow, ranks.length);
  checkIndices("userOfRow", userOfRow, numUsers);
  checkIndicesOrMissing("ranks", ranks, numCandidates);
  if (rest.negativesOfRow === undefined) return;
  checkLength("negativesOfRow", rest.negativesOfRow, ranks.length);
  checkIndices("negativesOfRow", rest.negativesOfRow, numCandidates + 1);
}
