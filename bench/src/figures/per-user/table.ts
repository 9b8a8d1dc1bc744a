import type { Table } from "../../report/table.js";
import { mean, spread } from "../../statistics.js";
import type { Found } from "./found.js";

/** One line of the table. */
export interface Line {
  readonly name: string;
  readonly settings: string;
  /** One a seed. */
  readonly found: readonly Found[];
}

/** The worst first, by recall. */
export function perUserTable(lines: readonly Line[]): Table {
  const recallOf = ({ found }: Line) => mean(found.map(({ recall }) => recall));
  const cell = (values: readonly number[]) => {
    const [least, greatest] = spread(values);
    return `${mean(values).toFixed(4)} (${least.toFixed(4)} to ${greatest.toFixed(4)})`;
  };
  return {
    columns: ["ranker", "settings", "recall@10", "NDCG@10", "MRR@10"],
    rows: [...lines]
      .sort((a, b) => recallOf(a) - recallOf(b))
      .map(({ name, settings, found }) => [
        name,
        settings,
        cell(found.map(({ recall }) => recall)),
        cell(found.map(({ ndcg }) => ndcg)),
        cell(found.map(({ mrr }) => mrr)),
      ]),
  };
}
