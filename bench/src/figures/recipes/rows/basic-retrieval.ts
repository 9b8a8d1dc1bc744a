import { atLeast, between, type RecipeRow, topK } from "../row.js";

export const basicRetrieval: readonly RecipeRow[] = [
  {
    recipe: "quickstart",
    figures: [
      topK(100, { rule: between(0.385, 0.41) }),
      topK(100, { rows: "testSeenExcluded", rule: between(0.595, 0.62) }),
    ],
  },
  {
    recipe: "basic-retrieval",
    figures: [
      topK(1, { source: 0.00105, rule: between(0.001, 0.0025) }),
      topK(5, { source: 0.00885 }),
      topK(10, { source: 0.02095, rule: atLeast(0.019) }),
      topK(50, { source: 0.12005 }),
      topK(100, { source: 0.2315, rule: between(0.225, 0.245) }),
      topK(100, { rows: "testSeenExcluded" }),
    ],
  },
  {
    recipe: "basic-retrieval-logq",
    figures: [topK(100), topK(100, { rows: "testSeenExcluded" })],
  },
];
