import type { Table } from "../../report/table.js";
import type { Report } from "../../run-recipe.js";
import { mean } from "../../statistics.js";
import { meanWithSpread } from "../mean-with-spread.js";
import { type RecipeRow, topK } from "../recipes/row.js";

export const RECIPE = "next-1m";

/** For its page. */
export const recipeRow: RecipeRow = {
  recipe: RECIPE,
  figures: [topK(10, { rows: "testSeenExcluded" }), topK(100, { rows: "testSeenExcluded" })],
};

/** As the authors of gSASRec print them with its code (Petrov and Macdonald, 2023). */
const PUBLISHED = [
  ["SASRec, published", 0.239, 0.126],
  ["SASRec with sampled softmax, published", 0.293, 0.168],
  ["gSASRec, published", 0.3, 0.173],
] as const;

type Measure = "recall" | "ndcg";

/** The worst first. With one test row a user, recall is the hit rate. */
export function lastOutTable(reports: readonly Report[]): Table {
  const of = (rows: (report: Report) => Report["testSeenExcluded"], measure: Measure) =>
    reports.map((report) => rows(report)[measure]["10"] as number);
  const measured = (name: string, rows: (report: Report) => Report["testSeenExcluded"]) => {
    const [recall, ndcg] = [of(rows, "recall"), of(rows, "ndcg")];
    return { order: mean(recall), cells: [name, meanWithSpread(recall), meanWithSpread(ndcg)] };
  };
  const lines = [
    measured("random", ({ baselines }) => baselines.random.testSeenExcluded),
    measured("popularity", ({ baselines }) => baselines.popularity.testSeenExcluded),
    measured(`\`${RECIPE}\``, ({ testSeenExcluded }) => testSeenExcluded),
    ...PUBLISHED.map(([name, recall, ndcg]) => ({
      order: recall,
      cells: [name, recall.toFixed(3), ndcg.toFixed(3)],
    })),
  ];
  return {
    columns: ["ranker", "HR@10", "NDCG@10"],
    rows: lines.sort((a, b) => a.order - b.order).map(({ cells }) => cells),
  };
}
