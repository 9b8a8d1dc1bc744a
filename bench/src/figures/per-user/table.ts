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

/** What a paper prints. */
export interface Published extends Pick<Found, "recall" | "mrr"> {
  readonly name: string;
}

/** The worst first, by recall. */
export function perUserTable(lines: readonly Line[], published: readonly Published[] = []): Table {
  const measured = lines.map(({ name, settings, found }) => ({
    order: mean(found.map(({ recall }) => recall)),
    cells: [
      name,
      settings,
      ...(["recall", "ndcg", "mrr"] as const).map((measure) =>
        meanWithSpread(found.map((each) => each[measure])),
      ),
    ],
  }));
  const printed = published.map(({ name, recall, mrr }) => ({
    order: recall,
    cells: [name, "", recall.toFixed(3), "-", mrr.toFixed(3)],
  }));
  return {
    columns: ["ranker", "settings", "recall@10", "NDCG@10", "MRR@10"],
    rows: [...measured, ...printed].sort((a, b) => a.order - b.order).map(({ cells }) => cells),
  };
}
