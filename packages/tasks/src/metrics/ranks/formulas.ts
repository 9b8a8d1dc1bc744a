import { log2 } from "@towerkit/kernels";
import type { RankMetric } from "../names.js";

/** The rows of one user, as places in one list. */
export interface UserRanks {
  /** How many rows there are, unknown items included. */
  readonly rows: number;
  /** The ranks of the items that the catalogue has, rising. */
  readonly found: Int32Array;
  /** The same, but each rank taken once: one that is taken moves on to the next free place. */
  readonly places: Int32Array;
}

/** A metric of one user's rows at a cut-off. */
export type Formula = (user: UserRanks, k: number) => number;

/** The formulas of all metrics with a cut-off; `deepest` is the greatest place that may be asked for. */
export function rankFormulas(deepest: number): Record<Exclude<RankMetric, "auc">, Formula> {
  const { gains, idealGains } = gainsOfPlaces(deepest);
  return {
    top_k: ({ found }, k) => countBelow(found, k),
    recall: ({ rows, found }, k) => countBelow(found, k) / rows,
    precision: ({ places }, k) => countBelow(places, k) / k,
    hit_rate: ({ found }, k) => (countBelow(found, k) > 0 ? 1 : 0),
    ndcg: ({ rows, places }, k) => discountedGain(places, k, gains) / idealGains[Math.min(rows, k)],
    mrr: ({ found }, k) => (countBelow(found, k) > 0 ? 1 / (found[0] + 1) : 0),
    map: ({ rows, places }, k) => sumOfPrecisions(places, k) / rows,
  };
}

/** How many of some rising numbers are below `limit`. */
export function countBelow(rising: Int32Array, limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a hit at each place is worth, 1 ÷ log₂(place + 2), and what the first n places are together. */
function gainsOfPlaces(places: number) {
  const gains = Float64Array.from({ length: places }, (_, place) => 1 / log2(place + 2));
  const idealGains = new Float64Array(places + 1);
  for (let n = 0; n < places; n++) idealGains[n + 1] = idealGains[n] + gains[n];
  return { gains, idealGains };
}

function discountedGain(places: Int32Array, k: number, gains: Float64Array): number {
  let gain = 0;
  for (let i = 0; i < places.length && places[i] < k; i++) gain += gains[places[i]];
  return gain;
}

/** The precision at the place of each hit, added up. */
function sumOfPrecisions(places: Int32Array, k: number): number {
  let sum = 0;
  for (let i = 0; i < places.length && places[i] < k; i++) sum += (i + 1) / (places[i] + 1);
  return sum;
}
