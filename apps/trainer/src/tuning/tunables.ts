import { randomSplit } from "@towerkit/datasets";
import { BEST_100K, BEST_LATEST_SMALL, type BestRecipe } from "../recipes/best-settings.js";
import { runSeenItemsTrial } from "./seen-items-trial.js";
import type { Tunable } from "./tunable.js";

/** The share of a recipe's train rows that settings are chosen by. */
const VALIDATION = 0.1;

const SPACE = {
  width: [64, 128, 256],
  hidden: [0.4, 0.5, 0.6],
  seenL2: [0.005, 0.01, 0.02, 0.04],
  candidateL2: [0.005, 0.01, 0.02, 0.04, 0.08],
  learningRate: [0.005, 0.01],
  batchSize: [8192, 16_384],
} as const;

/** The recipes that `towerkit tune` knows. */
export const TUNABLES: readonly Tunable[] = [
  tunable("best-100k", BEST_100K),
  tunable("best-latest-small", BEST_LATEST_SMALL),
];

function tunable(name: string, { dataset, test, itemKey }: BestRecipe): Tunable {
  return {
    name,
    space: SPACE,
    epochs: [10, 20, 30, 40, 50, 60, 80, 100, 120, 150],
    async load({ seed, movielens }) {
      const { ratings, movies, digest } = await movielens(dataset);
      const kept = randomSplit(ratings, { test, seed }).train;
      const { train, test: validation } = randomSplit(kept, { test: VALIDATION, seed });
      return { digest, train, validation, candidates: movies };
    },
    run: (data, settings, how) =>
      runSeenItemsTrial(data, settings as Parameters<typeof runSeenItemsTrial>[1], {
        ...how,
        itemKey,
      }),
  };
}
