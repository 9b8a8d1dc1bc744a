import { ConfigError, checkInteger, createGenerator, type TableLike } from "@towerkit/core";
import type { FittedIdEncoder, FittedNumbersEncoder } from "@towerkit/features";
import { initialEmbeddings } from "./embedding/initial-embeddings.js";
import type { EmbeddingTable } from "./embedding/table.js";
import { type EncoderPlan, type TablePlan, tablePlans } from "./embedding/table-plan.js";
import {
  type AnyFeature,
  columnsOfFeature,
  columnsRead,
  encodedColumns,
  type FittedFeature,
} from "./features.js";
import { columnsOfTable, type RawColumns, valuesOf, whatOf } from "./inputs/raw-inputs.js";
import { Tower } from "./tower.js";
import type { TowerSpec } from "./tower-spec.js";

export interface FitTowerOptions {
  /** Decides the first numbers of embedding tables and layers, a whole number from 0. */
  readonly seed: number;
  /** What the tower is for: `"query"` or `"candidate"`. Towers of one seed differ by it. */
  readonly name: string;
}

/** A tower to be fitted, and what on. */
export interface TowerToFit {
  readonly spec: TowerSpec;
  /** Has a column for each of the spec's `inputs`; its own row order is used. */
  readonly table: TableLike;
  /** What the tower is for: `"query"` or `"candidate"`. Towers of one seed differ by it. */
  readonly name: string;
}

interface FittedOnTable {
  readonly table: EmbeddingTable;
  readonly encoder: FittedIdEncoder<unknown, "id" | "ids", never>;
}

interface Source {
  readonly name: string;
  readonly columns: RawColumns;
}

/**
 * Fits a tower's encoders on the columns of a table and makes its embedding tables and layers: one
 * row for every id of an encoder, unknown values' among them, spread evenly over ±0.05.
 *
 * @param table - has a column for each of the spec's `inputs`; its own row order is used.
 * @throws ConfigError if a column is missing or holds a value that its encoder cannot read, if the
 *   seed is not a whole number from 0, or if a table does not fit into memory.
 * @example
 * const query = fitTower(tower({ user_id: stringLookup().embedding(32) }), ratings, { seed: 42, name: "query" });
 */
export function fitTower(spec: TowerSpec, table: TableLike, options: FitTowerOptions): Tower {
  const { seed, name } = options;
  return fitTowers([{ spec, table, name }], { seed })[0];
}

/**
 * Fits several towers, as `fitTower` does each. Tables that more than one of them names are shared:
 * one vocabulary from all their columns, and one array of embeddings.
 * @throws ConfigError as `fitTower`, and if features of two towers share a table but differ in width
 *   or encoder.
 */
export function fitTowers(
  towers: readonly TowerToFit[],
  { seed }: Pick<FitTowerOptions, "seed">,
): Tower[] {
  checkInteger("seed", seed, 0);
  const sources = towers.map(({ spec, table, name }) => ({
    name,
    columns: columnsOfTable(table, columnsToFit(spec), `the table to fit the ${name} tower on`),
  }));
  const fitted = towers.map(() => new Map<string, FittedOnTable>());
  for (const plan of tablePlans(towers.map(({ spec }) => spec))) {
    fitTable(plan, sources, seed, fitted);
  }
  return towers.map(({ spec, name }, i) => {
    const features = Object.entries(spec.features).map(([feature, featureSpec]) =>
      fitFeature(feature, featureSpec, sources[i].columns, fitted[i]),
    );
    return new Tower({ name, features, layers: spec.layers, seed });
  });
}

/** The columns that fitting reads, each once. */
const columnsToFit = ({ features }: TowerSpec): readonly string[] =>
  columnsRead(
    Object.entries(features).map(([name, feature]) => ({
      columns: columnsOfFeature(name, feature),
    })),
  );

function fitTable(
  { name, dim, limits, encoders }: TablePlan,
  sources: readonly Source[],
  seed: number,
  out: readonly Map<string, FittedOnTable>[],
): void {
  const fitted = encoders.map((plan) => fitEncoder(plan, sources));
  const rows = fitted[0].size;
  const first = sources[encoders[0].places[0].tower];
  const generator = createGenerator(seed, "embedding", first.name, name);
  const data = initialEmbeddings(name, { rows, dim, generator });
  const table = { name, rows, dim, data, ...limits };
  encoders.forEach(({ places }, i) => {
    const encoder = fitted[i];
    if (encoder.size !== rows) {
      throw new ConfigError(
        `tower: the encoders of table "${name}" give ${rows} and ${encoder.size} ids; they must give as many.`,
      );
    }
    for (const { tower, feature } of places) out[tower].set(feature, { table, encoder });
  });
}

function fitEncoder(
  { encoder, sources: read }: EncoderPlan,
  sources: readonly Source[],
): FittedIdEncoder<unknown, "id" | "ids", never> {
  const names = read.flatMap(({ columns }) => columns);
  const what =
    read.length === 1
      ? whatOf("column", read[0].columns)
      : `columns "${names.join('", "')}" one after the other`;
  const fitting = encoder.fitting(what);
  for (const { tower, columns } of read) {
    fitting.add(valuesOf(sources[tower].columns, columns) as never);
  }
  return fitting.finish();
}

function fitFeature(
  name: string,
  spec: AnyFeature,
  columns: RawColumns,
  fitted: ReadonlyMap<string, FittedOnTable>,
): FittedFeature {
  const names = encodedColumns(name, spec);
  if (spec.kind === "numbers") {
    const encoder = spec.encoder.fit(valuesOf(columns, names) as never, whatOf("column", names));
    return { kind: "numbers", name, columns: names, encoder: encoder as AnyNumbersEncoder };
  }
  const { combiner = "mean" } = spec;
  return {
    kind: "embedding",
    name,
    columns: names,
    ...(fitted.get(name) as FittedOnTable),
    combiner,
  };
}

type AnyNumbersEncoder = FittedNumbersEncoder<unknown, never>;
