import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import {
  type DefaultMetric,
  type Metric,
  type RatingMetrics,
  ratingMetrics,
} from "@towerkit/tasks";
import { readLabels } from "../data/labels.js";
import { type EvaluateOptions, type Evaluation, evaluateTrained } from "../two-tower/evaluate.js";
import type { Ranking } from "../two-tower/trained.js";
import type { Head } from "./heads.js";
import { itemsOfRows, predictRows } from "./predict.js";

/** How far a head's predictions are off. */
export interface HeadEvaluation extends Pick<RatingMetrics, "rmse" | "mae"> {
  /** Rows that have a label and whose item is in the catalogue. */
  readonly rows: number;
}

/** How the rows' items rank, and how far each head is off; a head is absent where no row has its label. */
export type MultiTaskEvaluation<
  Name extends Metric = DefaultMetric,
  K extends number = never,
> = Evaluation<Name, K> & { readonly heads: Readonly<Record<string, HeadEvaluation>> };

/** Ranks the rows' items, and measures what heads predict for the same rows. */
export async function evaluateMultiTask<Name extends Metric, K extends number>(
  ranking: Ranking,
  heads: readonly Head[],
  table: TableLike,
  options: EvaluateOptions<Name, K> & { readonly queryKey: string; readonly runtime: Runtime },
): Promise<MultiTaskEvaluation<Name, K>> {
  const evaluation = await evaluateTrained(ranking, table, options);
  return { ...evaluation, heads: await evaluateHeads(ranking, heads, table, options.runtime) };
}

async function evaluateHeads(
  ranking: Ranking,
  heads: readonly Head[],
  table: TableLike,
  runtime: Runtime,
): Promise<Record<string, HeadEvaluation>> {
  const items = itemsOfRows(table, ranking, "the evaluated table");
  const columns = table.columnNames();
  const found: Record<string, HeadEvaluation> = {};
  for (const head of heads) {
    if (!columns.includes(head.label)) continue;
    const { values, present } = readLabels(table, head.label, "the evaluated table");
    const rows = Int32Array.from(items.keys()).filter(
      (row) => items[row] >= 0 && present?.[row] !== 0,
    );
    if (rows.length === 0) continue;
    const [predictions] = await predictRows(ranking, [head], { table, items, rows, runtime });
    const { rmse, mae } = ratingMetrics({
      predictions,
      ratings: Float32Array.from(rows, (row) => values[row]),
    });
    found[head.name] = { rmse, mae, rows: rows.length };
  }
  return found;
}
