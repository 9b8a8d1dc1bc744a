import { randomSplit } from "@towerkit/datasets";
import {
  BEST_1M,
  BEST_100K,
  BEST_100K_UNSEEN,
  BEST_LATEST_SMALL,
  type BestRecipe,
} from "../recipes/best-settings.js";
import { bestSplit } from "../recipes/best-split.js";
import type { SeenItemsSettings } from "../recipes/seen-items-model.js";
import { runSeenItemsTrial } from "./seen-items-trial.js";
import type { Tunable } from "./tunable.js";

/** The share of a recipe's train rows that settings are chosen by. */
const VALIDATION = 0.1;

/** How a recipe's settings are searched. */
interface Search extends Pick<Tunable, "space" | "epochs"> {
  /** What every trial has. */
  readonly fixed?: Partial<SeenItemsSettings>;
}

const BATCHES_OF_ROWS: Search = {
  space: {
    width: [64, 128, 256],
    hidden: [0.4, 0.5, 0.6],
    seenL2: [0.005, 0.01, 0.02, 0.04],
    candidateL2: [0.005, 0.01, 0.02, 0.04, 0.08],
    learningRate: [0.005, 0.01],
    batchSize: [8192, 16_384],
  },
  epochs: [10, 20, 30, 40, 50, 60, 80, 100, 120, 150],
};

/** A learning rate that falls to 0 at the end tells little on the way, so there is one measure. */
const BATCHES_OF_USERS: Search = {
  space: {
    width: [64, 128, 256],
    hidden: [0.4, 0.5, 0.6],
    dropout: [0, 0.3, 0.5, 0.6],
    seenL2: [0.01, 0.02, 0.03],
    candidateL2: [0.005, 0.01, 0.015],
    learningRate: [0.005, 0.007],
    batchSize: [60, 118],
    temperature: [0.3, 0.5],
  },
  epochs: [140],
  fixed: { wholeUsers: true, learningRateFalls: true, shownAsNegatives: false },
};

/** For all films as well as for those not seen: shown films stay negatives. */
const BATCHES_OF_FEW_USERS: Search = {
  space: {
    width: [64, 128, 256],
    hidden: [0.3, 0.4, 0.5],
    dropout: [0.3, 0.5, 0.6, 0.7],
    seenL2: [0.02, 0.04, 0.08],
    candidateL2: [0.01, 0.02, 0.04],
    learningRate: [0.005],
    batchSize: [31, 61, 122],
    temperature: [0.1, 0.3],
  },
  epochs: [120],
  fixed: { wholeUsers: true, learningRateFalls: true },
};

/** Hidden films are to score 1 and all others 0. */
const SQUARES: Search = {
  space: {
    width: [64, 128, 256],
    unobservedWeight: [0.05, 0.1, 0.2, 0.3],
    seenL2: [0.001, 0.003, 0.01],
    candidateL2: [0.05, 0.1, 0.2, 0.3],
    learningRate: [0.003, 0.005, 0.01],
    batchSize: [32, 64, 128],
  },
  epochs: [24],
  fixed: {
    hidden: 0.5,
    byRoot: true,
    wholeUsers: true,
    learningRateFalls: true,
    shownAsNegatives: false,
  },
};

/** The recipes that `towerkit tune` knows. */
export const TUNABLES: readonly Tunable[] = [
  tunable("best-100k", BEST_100K, BATCHES_OF_ROWS),
  tunable("best-100k-unseen", BEST_100K_UNSEEN, BATCHES_OF_USERS),
  tunable("best-1m", BEST_1M, SQUARES),
  tunable("best-latest-small", BEST_LATEST_SMALL, BATCHES_OF_FEW_USERS),
];

function tunable(
  name: string,
  { dataset, test, itemKey }: BestRecipe,
  { space, epochs, fixed = {} }: Search,
): Tunable {
  return {
    name,
    space,
    epochs,
    async load({ seed, movielens }) {
      const { ratings, movies, digest } = await movielens(dataset);
      const kept = bestSplit(ratings, { test, seed }).train;
      const { train, test: validation } = randomSplit(kept, { test: VALIDATION, seed });
      return { digest, train, validation, candidates: movies };
    },
    run: (data, settings, how) =>
      runSeenItemsTrial(
        data,
        { ...fixed, ...(settings as unknown as SeenItemsSettings) },
        {
          ...how,
          itemKey,
        },
      ),
  };
}
