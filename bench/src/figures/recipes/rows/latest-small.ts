import { abovePopularityBy, type RecipeRow, topK } from "../row.js";

const seenExcluded = topK(100, { rows: "testSeenExcluded" });

export const latestSmall: readonly RecipeRow[] = [
  { recipe: "latest-small", figures: [topK(100, { rule: abovePopularityBy(0.02) }), seenExcluded] },
  { recipe: "latest-small-plain", figures: [topK(100), seenExcluded] },
];
