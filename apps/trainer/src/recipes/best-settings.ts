import type { MovieLensName } from "@towerkit/datasets";
import type { SeenItemsSettings } from "./seen-items-model.js";

/** What a `best-` recipe trains on, and with which settings. */
export interface BestRecipe {
  readonly dataset: MovieLensName & ("100k" | "1m" | "latest-small");
  /** The share of the rows to be guessed. */
  readonly test: number;
  readonly itemKey: string;
  readonly settings: SeenItemsSettings;
}

/** Chosen on a tenth of the train rows by `towerkit tune best-100k`. */
export const BEST_100K: BestRecipe = {
  dataset: "100k",
  test: 0.2,
  itemKey: "movie_title",
  settings: {
    width: 128,
    hidden: 0.5,
    seenL2: 0.02,
    candidateL2: 0.02,
    learningRate: 0.01,
    batchSize: 16_384,
    epochs: 80,
  },
};

/** Chosen by the same search, for seen films left out. */
export const BEST_100K_UNSEEN: BestRecipe = { ...BEST_100K };

/** Chosen on a tenth of the train rows by `towerkit tune best-latest-small`. */
export const BEST_LATEST_SMALL: BestRecipe = {
  ...BEST_100K,
  dataset: "latest-small",
  itemKey: "movie_id",
};
