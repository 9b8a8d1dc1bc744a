import { createGenerator, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import type { Query, Scorer } from "@towerkit/retrieval";
import type { Metric, RankMetric } from "../src/metrics/names.js";
import type { PlainUser } from "./plain-metrics.js";

const runtime = await createRuntime();

export const RANK_METRICS = [
  "top_k",
  "recall",
  "precision",
  "hit_rate",
  "ndcg",
  "mrr",
  "map",
  "auc",
] as const satisfies readonly RankMetric[];
export const ALL_METRICS = [
  ...RANK_METRICS,
  "coverage",
  "popularity_bias",
  "novelty",
  "diversity",
] as const satisfies readonly Metric[];

/** A random world in which nobody's test item is excluded for them, with the oracle's view of it. */
export function worldOf(setting: { seed: number; users: number; items: number; levels: number }) {
  const { seed, users, items, levels } = setting;
  const random = createGenerator(seed, "world");
  const vectors = Array.from({ length: items }, () => [0, 1, 2].map(() => random.below(5) - 2));
  const scoresOf = (user: number) => {
    const own = createGenerator(seed, "scores", user);
    return Array.from({ length: items }, () => own.below(levels));
  };
  const everyone = Array.from({ length: users }, (_, user): PlainUser => {
    const order = random.shuffle(Array.from({ length: items }, (_, item) => item));
    const chosen = 1 + random.below(Math.min(items, 8));
    const missing = random.below(4) === 0 ? [-1] : [];
    return {
      user: `u${user}`,
      items: [...order.slice(0, chosen), ...missing],
      scores: scoresOf(user),
      excluded: new Set(order.slice(chosen, chosen + random.below(items))),
    };
  });
  const rows = everyone.flatMap(({ user, items: own }) => own.map((item) => ({ user, item })));
  random.shuffle(rows);
  const train = everyone.flatMap(({ user, excluded }) =>
    [...excluded].map((item) => ({ user, item })),
  );
  const tableOf = (list: typeof rows) =>
    tableFromColumns({ user_id: list.map((row) => row.user), item: list.map((row) => row.item) });
  const scorer: Scorer = {
    name: "world",
    numCandidates: items,
    async scores(queries: readonly Query[], out) {
      queries.forEach(({ user_id }, row) => {
        out.set(scoresOf(Number((user_id as string).slice(1))), row * items);
      });
    },
  };
  return {
    everyone,
    rows,
    train,
    vectors,
    scorer,
    test: tableOf(rows),
    exclude: tableOf(train),
    options: {
      candidateIds: Array.from({ length: items }, (_, item) => item),
      itemKey: "item",
      runtime,
    },
  };
}
