import type { MovieLensName } from "@towerkit/datasets";
import type { TestRows } from "./best-split.js";
import type { SeenItemsSettings } from "./seen-items-model.js";

/** What a `best-` recipe trains on, and with which settings. */
export interface BestRecipe {
  readonly dataset: MovieLensName & ("100k" | "1m" | "latest-small");
  /** The rows to be guessed. */
  readonly test: TestRows;
  readonly itemKey: string;
  readonly settings: SeenItemsSettings;
}

/** Trial 8 of `towerkit tune best-100k`: the best mean of both rankings of the validation rows. */
export const BEST_100K: BestRecipe = {
  dataset: "100k",
  test: { share: 0.2 },
  itemKey: "movie_title",
  settings: {
    width: 128,
    hidden: 0.4,
    seenL2: 0.04,
    candidateL2: 0.01,
    learningRate: 0.01,
    batchSize: 16_384,
    epochs: 100,
  },
};

/** For lists without what was seen: batches of whole users, whose shown films are no negatives. */
export const BEST_100K_UNSEEN: BestRecipe = {
  ...BEST_100K,
  settings: {
    width: 128,
    hidden: 0.5,
    shownAsNegatives: false,
    dropout: 0.3,
    seenL2: 0.02,
    candidateL2: 0.01,
    temperature: 0.3,
    learningRate: 0.005,
    learningRateFalls: true,
    batchSize: 118,
    wholeUsers: true,
    epochs: 130,
  },
};

/** The best of what was tried by hand on a tenth of the train rows: docs/recipes/best-1m.md. */
export const BEST_1M: BestRecipe = {
  dataset: "1m",
  test: { share: 0.25 },
  itemKey: "movie_title",
  settings: {
    width: 128,
    hidden: 0.5,
    shownAsNegatives: false,
    unobservedWeight: 0.1,
    byRoot: true,
    seenL2: 0.003,
    candidateL2: 0.1,
    learningRate: 0.005,
    learningRateFalls: true,
    batchSize: 64,
    wholeUsers: true,
    epochs: 24,
  },
};

/**
 * On a tenth of each user's rows after a tenth for validation, where only the first ten films that were not seen
 * count: with the penalty that ranked those best on validation rows of `best-1m`.
 */
export const BEST_1M_PER_USER: BestRecipe = {
  ...BEST_1M,
  test: { share: 0.1, perUser: true },
  settings: { ...BEST_1M.settings, seenL2: 0.01 },
};

/** As papers print of EASE and implicit ALS: on a fifth of the rows, where only films not seen count. */
export const BEST_1M_80_20: BestRecipe = { ...BEST_1M_PER_USER, test: { share: 0.2 } };

/** As papers print of models that read no order: on each user's last row. */
export const BEST_1M_LAST: BestRecipe = { ...BEST_1M_PER_USER, test: "last of each user" };

/** Of what was tried by hand on a tenth of the train rows: docs/recipes/best-latest-small.md. */
export const BEST_LATEST_SMALL: BestRecipe = {
  dataset: "latest-small",
  test: { share: 0.2 },
  itemKey: "movie_id",
  settings: {
    width: 128,
    hidden: 0.5,
    dropout: 0.5,
    seenL2: 0.08,
    candidateL2: 0.02,
    temperature: 0.3,
    learningRate: 0.005,
    learningRateFalls: true,
    batchSize: 61,
    wholeUsers: true,
    epochs: 120,
  },
};
