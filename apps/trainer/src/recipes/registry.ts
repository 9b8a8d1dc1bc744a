import type { Recipe } from "./recipe.js";

/** Every recipe, in the order in which to read them. A recipe's own file is loaded when it runs. */
export const RECIPES: readonly Recipe[] = [
  {
    name: "quickstart",
    dataset: "100k",
    description: "user and film ids, sampling correction, 3 epochs",
    hasRandomSplit: true,
    run: async (context) => (await import("./quickstart.js")).quickstart(context),
  },
  {
    name: "basic-retrieval",
    dataset: "100k",
    description: "the classic tutorial on its own split: the same towers without the correction",
    hasRandomSplit: false,
    run: async (context) => (await import("./basic-retrieval.js")).basicRetrieval(context),
  },
  {
    name: "context-baseline",
    dataset: "100k",
    description: "title words beside the titles, and a dense layer in each tower",
    hasRandomSplit: false,
    run: async (context) => (await import("./context-baseline.js")).contextBaseline(context),
  },
  {
    name: "context-features",
    dataset: "100k",
    description: "the same with the time of the rating, in buckets and as a number",
    hasRandomSplit: false,
    run: async (context) => (await import("./context-features.js")).contextFeatures(context),
  },
];
