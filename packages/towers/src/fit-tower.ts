import { checkInteger, createGenerator, type TableLike } from "@towerkit/core";
import { initialEmbeddings } from "./embedding/initial-embeddings.js";
import type { FittedTable } from "./embedding/table.js";
import { type TablePlan, tableNameOf, tablePlans } from "./embedding/table-plan.js";
import { columnsOfTable, type RawColumns } from "./raw-inputs.js";
import { Tower } from "./tower.js";
import type { TowerSpec } from "./tower-spec.js";

export interface FitTowerOptions {
  /** Decides the initial numbers of the embedding tables, a whole number from 0. */
  readonly seed: number;
  /** What the tower is for: `"query"` or `"candidate"`. Towers of one seed differ by it. */
  readonly name: string;
}

/**
 * Fits a tower's encoders on the columns of a table and makes its embedding tables: one row for
 * every id of its encoder, unknown values' among them, spread evenly over ±0.05.
 *
 * @param table - has a column for each of the spec's `inputs`; its own row order is used.
 * @throws ConfigError if a column is missing or holds a value that its encoder cannot read, if the
 *   seed is not a whole number from 0, or if a table does not fit into memory.
 * @example
 * const query = fitTower(tower({ user_id: stringLookup().embedding(32) }), ratings, { seed: 42, name: "query" });
 */
export function fitTower(spec: TowerSpec, table: TableLike, options: FitTowerOptions): Tower {
  const { seed, name } = options;
  checkInteger("seed", seed, 0);
  const columns = columnsOfTable(table, spec.inputs, `the table to fit the ${name} tower on`);
  const tables = new Map<string, FittedTable>();
  for (const plan of tablePlans(spec.features)) {
    tables.set(plan.name, fitTable(plan, columns, options));
  }
  const features = Object.entries(spec.features).map(([feature, featureSpec]) => ({
    name: feature,
    column: featureSpec.column ?? feature,
    table: tables.get(tableNameOf(feature, featureSpec)) as FittedTable,
  }));
  return new Tower({ name, features });
}

function fitTable(
  { name, dim, encoder, columns: names }: TablePlan,
  columns: RawColumns,
  { seed, name: tower }: FitTowerOptions,
): FittedTable {
  const values = names.map((column) => columns.get(column) as ArrayLike<unknown>);
  const what =
    names.length === 1
      ? `column "${names[0]}"`
      : `columns "${names.join('", "')}" one after the other`;
  const fitting = encoder.fitting(what);
  for (const column of values) fitting.add(column);
  const fitted = fitting.finish();
  const rows = fitted.size;
  const generator = createGenerator(seed, "embedding", tower, name);
  const data = initialEmbeddings(name, { rows, dim, generator });
  return { name, rows, dim, data, encoder: fitted };
}
