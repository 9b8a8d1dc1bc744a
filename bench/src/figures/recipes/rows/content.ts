import { aboveRecipe, type RecipeRow, topK, trainTopK } from "../row.js";

const validateEvery = "own";
const seenExcluded = topK(100, { rows: "testSeenExcluded" });

export const content: readonly RecipeRow[] = [
  {
    recipe: "content",
    validateEvery,
    figures: [trainTopK(100), topK(100, { source: 0.16 }), seenExcluded],
  },
  { recipe: "content-logq", validateEvery, figures: [topK(100), seenExcluded] },
  {
    recipe: "content-deep",
    validateEvery,
    figures: [trainTopK(100), topK(100, { rule: aboveRecipe("content") }), seenExcluded],
  },
  { recipe: "content-deep-logq", validateEvery, figures: [topK(100), seenExcluded] },
  {
    recipe: "content-with-user",
    validateEvery,
    figures: [trainTopK(100), topK(100), seenExcluded],
  },
  { recipe: "content-with-user-logq", validateEvery, figures: [topK(100), seenExcluded] },
];
