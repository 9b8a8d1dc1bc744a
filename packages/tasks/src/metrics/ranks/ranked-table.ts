import type { Measure, RankMetric } from "../names.js";
import type { Series } from "../series.js";
import { negativesOfRows, type RowsWithItems } from "./negatives.js";
import { rankSeries } from "./rank-series.js";

/** Rows with their ranks, whose they are, and what was left out for them. */
export interface RankedTable extends RowsWithItems {
  /** `[rows]`, counted from 0; -1 for an item that the catalogue lacks. */
  readonly ranks: Int32Array;
}

type Measures = readonly Measure<RankMetric>[];

/** The value of each measure for each user. */
export function userSeries(table: RankedTable, measures: Measures): Series<RankMetric>[] {
  const needsNegatives = measures.some(({ metric }) => metric === "auc");
  const negativesOfRow = needsNegatives ? negativesOfRows(table) : undefined;
  return rankSeries({ ...table, negativesOfRow }, measures);
}

/** The value of each measure for each row: every row is a user of its own. */
export const interactionSeries = (table: RankedTable, measures: Measures): Series<RankMetric>[] =>
  userSeries(eachRowAlone(table), measures);

/** The rows, each a user of its own. */
export function eachRowAlone<T extends { readonly ranks: Int32Array }>(table: T) {
  const userOfRow = Int32Array.from(table.ranks, (_, row) => row);
  return { ...table, userOfRow, numUsers: userOfRow.length };
}

/** The rows that pass. */
export function someRows(table: RankedTable, passes: (row: number) => boolean): RankedTable {
  const rows = Int32Array.from(table.ranks, (_, row) => row).filter(passes);
  const at = (values: Int32Array) => rows.map((row) => values[row]);
  return {
    ...table,
    ranks: at(table.ranks),
    candidateOfRow: at(table.candidateOfRow),
    userOfRow: at(table.userOfRow),
    excluded: table.excluded && { ...table.excluded, listOfRow: at(table.excluded.listOfRow) },
  };
}
