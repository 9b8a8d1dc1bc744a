import { atLeast, atMost, type RecipeRow, rmse, topK } from "../row.js";

const seenExcluded = topK(100, { rows: "testSeenExcluded" });

/** Of what the source only described. */
const figures = [topK(100), seenExcluded, rmse()];

export const multitask: readonly RecipeRow[] = [
  {
    recipe: "multitask",
    figures: [topK(100, { rule: atLeast(0.23) }), seenExcluded, rmse({ rule: atMost(1.02) })],
  },
  { recipe: "multitask-logq", figures },
  { recipe: "multitask-source", figures },
  { recipe: "multitask-source-logq", figures },
  { recipe: "multitask-latest-small", figures },
  { recipe: "multitask-latest-small-logq", figures },
];
