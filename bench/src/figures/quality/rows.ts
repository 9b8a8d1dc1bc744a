import { RANKERS, RANKERS_1M, RANKERS_LATEST_SMALL, type Ranker } from "./rankers.js";

/** A data set, and what is to be said of it. */
export interface QualityRow {
  readonly dataset: "100k" | "1m" | "latest-small";
  readonly folder: string;
  /** The share of the rows to be guessed, as the recipes have it. */
  readonly test: number;
  readonly itemKey: string;
  readonly recipes: readonly QualityRecipe[];
  /** What they are laid beside. */
  readonly rankers: readonly Ranker[];
  /** The page that says how the recipes' settings were found. */
  readonly foundIn: string;
}

export interface QualityRecipe {
  readonly name: string;
  /** What the means over the seeds must come to. */
  readonly asked?: { readonly top100?: number; readonly top100Unseen?: number };
}

export const qualityRows: readonly QualityRow[] = [
  {
    dataset: "100k",
    folder: "ml-100k",
    test: 0.2,
    itemKey: "movie_title",
    recipes: [
      { name: "best-100k", asked: { top100: 0.4, top100Unseen: 0.63 } },
      { name: "best-100k-unseen", asked: { top100Unseen: 0.638 } },
    ],
    rankers: RANKERS,
    foundIn: "best-100k",
  },
  {
    dataset: "1m",
    folder: "ml-1m",
    test: 0.25,
    itemKey: "movie_title",
    recipes: [{ name: "best-1m", asked: { top100: 0.26, top100Unseen: 0.465 } }],
    rankers: RANKERS_1M,
    foundIn: "best-1m",
  },
  {
    dataset: "latest-small",
    folder: "ml-latest-small",
    test: 0.2,
    itemKey: "movie_id",
    recipes: [{ name: "best-latest-small" }],
    rankers: RANKERS_LATEST_SMALL,
    foundIn: "best-latest-small",
  },
];
