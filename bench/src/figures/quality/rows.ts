/** A data set, and what is to be said of it. */
export interface QualityRow {
  readonly dataset: "100k" | "1m" | "latest-small";
  readonly folder: string;
  /** The share of the rows to be guessed, as the recipes have it. */
  readonly test: number;
  readonly itemKey: string;
  readonly recipes: readonly QualityRecipe[];
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
  },
  {
    dataset: "latest-small",
    folder: "ml-latest-small",
    test: 0.2,
    itemKey: "movie_id",
    recipes: [{ name: "best-latest-small" }],
  },
];
