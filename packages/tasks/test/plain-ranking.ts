import type { RankingMetrics, Ties } from "../src/index.js";

/** One test interaction. */
export interface PlainRow {
  readonly user: string;
  /** Its place in the catalogue, -1 where that lacks it. */
  readonly item: number;
  /** The score of every candidate. */
  readonly scores: readonly number[];
  readonly excluded: ReadonlySet<number>;
}

/** A row's rank by going through the whole catalogue. */
export function plainRank(row: PlainRow, ties: Ties): number {
  if (row.item < 0) return -1;
  const own = row.scores[row.item] as number;
  return row.scores.filter((score, candidate) => {
    if (candidate === row.item || row.excluded.has(candidate)) return false;
    return score > own || (score === own && ties === "index" && candidate < row.item);
  }).length;
}

/** The metrics by their definitions, row after row and user after user. */
export function plainMetrics(
  rows: readonly { readonly user: string; readonly rank: number }[],
): RankingMetrics {
  const isHit = (rank: number, k: number) => rank >= 0 && rank < k;
  const users = [...new Set(rows.map((row) => row.user))].map((user) =>
    rows.filter((row) => row.user === user).map((row) => row.rank),
  );
  const meanOverUsers = (of: (ranks: number[], k: number) => number) => (k: number) =>
    users.reduce((sum, ranks) => sum + of(ranks, k), 0) / users.length;
  const recall = meanOverUsers(
    (ranks, k) => ranks.filter((rank) => isHit(rank, k)).length / ranks.length,
  );
  const mrr = meanOverUsers((ranks, k) =>
    Math.max(0, ...ranks.filter((rank) => isHit(rank, k)).map((rank) => 1 / (rank + 1))),
  );
  const ndcg = meanOverUsers((ranks, k) => {
    const ideal = ranks.map((_, place) => place);
    return gainOfList(ranks, k) / gainOfList(ideal, k);
  });
  const accuracy = (k: number) => rows.filter((row) => isHit(row.rank, k)).length / rows.length;
  const at = (of: (k: number) => number) => ({ "10": of(10), "50": of(50), "100": of(100) });
  return {
    top_k: { "1": accuracy(1), "5": accuracy(5), ...at(accuracy) },
    recall: at(recall),
    ndcg: at(ndcg),
    mrr: at(mrr),
  };
}

/** Fills a list of k places from the front, each with a row that may stand there and still waits. */
function gainOfList(ranks: readonly number[], k: number): number {
  const waiting = ranks.filter((rank) => rank >= 0);
  let gain = 0;
  for (let place = 0; place < k; place++) {
    const next = waiting.findIndex((rank) => rank <= place);
    if (next < 0) continue;
    waiting.splice(next, 1);
    gain += 1 / Math.log2(place + 2);
  }
  return gain;
}

/** Every number of some metrics, under its name. */
export function flat(metrics: RankingMetrics): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, values]) =>
      Object.entries(values as Record<string, number>).map(([k, value]) => [`${name}@${k}`, value]),
    ),
  );
}
