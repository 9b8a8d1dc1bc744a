import { popularity, random } from "@towerkit/baselines";
import { type Ranker, rankersOf } from "../quality/rankers.js";

/**
 * The rankers beside ours, each with one settings, or with a few that differ in the seed. ItemKNN and EASE have
 * those of the best recall on the validation rows of `per-user-1m`; implicit ALS has its authors' own for these
 * rows (Rendle, Krichene, Zhang and Koren, 2021).
 */
export const sampledRankers = (seeds: readonly number[]): readonly Ranker[] => [
  {
    name: "random",
    settings: seeds.map((seed) => ({ seed })),
    learn: ({ candidateIds }, { seed = 42 }) => random({ candidateIds, seed }),
  },
  { name: "popularity", settings: [{}], learn: (training) => popularity(training) },
  ...rankersOf({
    itemKnn: { neighbours: [100], shrinkage: [50] },
    ease: { regularization: [700] },
    implicitAls: {
      dim: [192],
      epochs: [12],
      unobservedWeight: [0.3],
      regularization: [0.007],
      seed: seeds,
    },
  }),
];
