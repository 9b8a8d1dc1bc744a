import type { RankingMetrics } from "@towerkit/tasks";
import { grouped, share } from "./numbers.js";
import { layOutTable } from "./table.js";

/** Rows of one table that share a heading. */
export interface MetricsSection {
  readonly heading: string;
  readonly rows: readonly { readonly name: string; readonly metrics: TopK }[];
}

type TopK = Pick<RankingMetrics, "top_k">;

const CUTOFFS = ["1", "5", "10", "50", "100"] as const;

/** The top-k accuracy of several rankers, one row each, under headings. */
export function layOutMetrics(sections: readonly MetricsSection[]): string[] {
  const head = ["", ...CUTOFFS.map((k) => `top-${k}`)];
  const rows = sections.flatMap((section) => [
    [section.heading],
    ...section.rows.map(({ name, metrics }) => [
      `  ${name}`,
      ...CUTOFFS.map((k) => share(metrics.top_k[k])),
    ]),
  ]);
  return layOutTable([head, ...rows], ["left", "right"]);
}

/** How far predicted ratings are off. */
export function ratingsLine({
  rmse,
  mae,
  rows,
}: Readonly<Record<"rmse" | "mae" | "rows", number>>): string {
  return `Predicted ratings of ${grouped(rows)} test rows: RMSE ${rmse.toFixed(3)}, MAE ${mae.toFixed(3)}.`;
}
