import type { Table } from "../../report/table.js";
import { mean } from "../../statistics.js";
import { meanWithSpread } from "../mean-with-spread.js";
import type { Found } from "./found.js";

/** One line of the table. */
export interface Line {
  readonly name: string;
  readonly settings: string;
  /** One a seed. */
  readonly found: readonly Found[];
}

/** A figure of a paper. */
export interface Published {
  readonly name: string;
  readonly hitRate: number;
  readonly ndcg: number;
}

/**
 * He et al., "Neural Collaborative Filtering", 2017, with NeuMF as printed; the others of the same files from Ferrari
 * Dacrema et al., 2021, and Rendle et al., 2021, for the tuned implicit ALS.
 */
export const PUBLISHED: readonly Published[] = [
  { name: "popularity, published", hitRate: 0.453, ndcg: 0.254 },
  { name: "ItemKNN, published", hitRate: 0.669, ndcg: 0.398 },
  { name: "NeuMF, published", hitRate: 0.709, ndcg: 0.435 },
  { name: "EASE, published", hitRate: 0.719, ndcg: 0.449 },
  { name: "implicit ALS, published", hitRate: 0.731, ndcg: 0.452 },
];

/** The worst first, by the hit rate among drawn films. */
export function sampledTable(lines: readonly Line[], published: readonly Published[]): Table {
  const measured = lines.map(({ name, settings, found }) => ({
    order: mean(found.map(({ hitRate }) => hitRate)),
    cells: [
      name,
      settings,
      ...(["hitRate", "ndcg", "hitRateOfAll"] as const).map((measure) =>
        meanWithSpread(found.map((each) => each[measure])),
      ),
    ],
  }));
  const printed = published.map(({ name, hitRate, ndcg }) => ({
    order: hitRate,
    cells: [name, "", hitRate.toFixed(3), ndcg.toFixed(3), "-"],
  }));
  return {
    columns: ["ranker", "settings", "HR@10", "NDCG@10", "HR@10 of all films"],
    rows: [...measured, ...printed].sort((a, b) => a.order - b.order).map(({ cells }) => cells),
  };
}
