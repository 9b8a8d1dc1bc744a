import { type RecipeRow, topK, trainTopK } from "../row.js";

const seenExcluded = topK(100, { rows: "testSeenExcluded" });

export const context: readonly RecipeRow[] = [
  {
    recipe: "context-baseline",
    figures: [trainTopK(100, { source: 0.3 }), topK(100, { source: 0.21 }), seenExcluded],
  },
  { recipe: "context-baseline-logq", figures: [topK(100), seenExcluded] },
  {
    recipe: "context-features",
    figures: [trainTopK(100, { source: 0.37 }), topK(100, { source: 0.25 }), seenExcluded],
  },
  { recipe: "context-features-logq", figures: [topK(100), seenExcluded] },
  { recipe: "context-features-temporal", figures: [trainTopK(100), topK(100), seenExcluded] },
  { recipe: "context-features-calendar", figures: [trainTopK(100), topK(100), seenExcluded] },
];
