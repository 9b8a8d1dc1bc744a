import { tableFromColumns } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { evaluateScorer, ratingMetrics, type Scorer } from "towerkit";
import { CUTOFFS, type World } from "./worlds.js";

/** What we say of a world. */
export type Ours = Awaited<ReturnType<typeof measure>>;

/** Measures a world with all that oracles know of. */
export async function measure(world: World, runtime: Runtime) {
  const { users, trainCounts, vectors, ratings, predictions } = world;
  const evaluation = await evaluateScorer(
    scorerOf(world),
    rowsOf(users.map(({ items }) => items)),
    {
      candidateIds: trainCounts.map((_, item) => item),
      itemKey: "item",
      metrics: [
        "top_k",
        "recall",
        "precision",
        "hit_rate",
        "ndcg",
        "mrr",
        "map",
        "auc",
        "coverage",
        "popularity_bias",
        "novelty",
        "diversity",
      ],
      cutoffs: CUTOFFS,
      exclude: rowsOf(users.map(({ excluded }) => excluded)),
      train: rowsOf([trainCounts.flatMap((count, item) => new Array<number>(count).fill(item))]),
      itemVectors: {
        rows: vectors.length,
        dim: vectors[0]?.length ?? 0,
        data: Float32Array.from(vectors.flat()),
      },
      perUser: true,
      runtime,
    },
  );
  return { ...evaluation, ratings: ratingMetrics({ predictions, ratings }) };
}

const rowsOf = (itemsOfUsers: readonly (readonly number[])[]) =>
  tableFromColumns({
    user_id: itemsOfUsers.flatMap((items, user) => items.map(() => user)),
    item: itemsOfUsers.flat(),
  });

function scorerOf({ users, trainCounts }: World): Scorer {
  const numCandidates = trainCounts.length;
  return {
    name: "given scores",
    numCandidates,
    async scores(queries, out) {
      queries.forEach(({ user_id }, row) => {
        out.set(users[user_id as number]?.scores ?? [], row * numCandidates);
      });
    },
  };
}
