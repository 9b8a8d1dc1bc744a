import { ConfigError, checkInteger, createGenerator, type TableLike } from "@towerkit/core";
import { growEncoder } from "@towerkit/features";
import { initialEmbeddings } from "./embedding/initial-embeddings.js";
import type { EmbeddingTable } from "./embedding/table.js";
import type { FeatureColumns, FittedEmbedding, FittedFeature } from "./features.js";
import { columnsOfTable, type RawColumns, valuesOf, whatOf } from "./inputs/raw-inputs.js";
import type { Tower } from "./tower.js";

/** A tower to be grown, and what by. */
export interface TowerToGrow {
  readonly tower: Tower;
  /** Has a column for each of the tower's `inputs`; its own row order is used. */
  readonly table: TableLike;
}

/** A feature that reads a table, and the columns that it grows by. */
interface Place {
  readonly tower: Tower;
  readonly columns: RawColumns;
  readonly feature: FittedEmbedding;
}

/**
 * Copies of towers that know what some tables hold: values that their vocabularies lack get the next ids,
 * and rows of their own, spread evenly over ±0.05. Histories and seen items take in the tables' rows. What was
 * learned stays as it is; the towers given are left alone. Means, bucket edges and hashes stay as they were fitted. Tables that towers share are shared
 * by the copies.
 *
 * @param options - `seed`: decides the new rows, a whole number from 0.
 * @throws ConfigError if a column is missing or holds a value that its encoder cannot read.
 */
export function growTowers(
  towers: readonly TowerToGrow[],
  { seed }: { readonly seed: number },
): Tower[] {
  checkInteger("seed", seed, 0);
  const places = towers.flatMap(placesOf);
  const grown = new Map<FittedEmbedding, FittedEmbedding>();
  for (const table of new Set(places.map(({ feature }) => feature.table))) {
    const readers = places.filter(({ feature }) => feature.table === table);
    for (const [old, feature] of growTable(table, readers, seed)) grown.set(old, feature);
  }
  return towers.map(({ tower }) =>
    tower.copyWith((feature) =>
      feature.kind === "embedding" ? (grown.get(feature) as FittedEmbedding) : feature,
    ),
  );
}

function placesOf({ tower, table }: TowerToGrow): Place[] {
  const read = tower.features.flatMap((feature) => fittedColumnsOf(feature));
  const names = [...new Set([...tower.inputs, ...read])];
  const columns = columnsOfTable(table, names, `the table for the ${tower.name} tower`);
  return tower.features.flatMap((feature) =>
    feature.kind === "embedding" ? [{ tower, columns, feature }] : [],
  );
}

/** The columns that a feature was fitted on: of a history, more than it encodes. */
function fittedColumnsOf({ columns, encoder }: FittedFeature): FeatureColumns {
  return "fittedColumns" in encoder ? (encoder.fittedColumns as readonly string[]) : columns;
}

/** Each feature of a table with its larger encoder and the larger table. */
function growTable(
  table: EmbeddingTable,
  places: readonly Place[],
  seed: number,
): [FittedEmbedding, FittedEmbedding][] {
  const encoders = new Map<FittedEmbedding["encoder"], FittedEmbedding["encoder"]>();
  for (const { columns, feature } of places) {
    const { encoder } = feature;
    const names = fittedColumnsOf(feature);
    const values = valuesOf(columns, names) as ArrayLike<unknown>;
    const larger = encoders.get(encoder) ?? encoder;
    encoders.set(encoder, growEncoder(larger, values, whatOf("column", names)));
  }
  const sizes = new Set(Array.from(encoders.values(), ({ size }) => size));
  const [rows = table.rows] = sizes;
  if (sizes.size > 1) {
    throw new ConfigError(
      `the encoders of table "${table.name}" give ${Array.from(sizes).join(" and ")} ids for the new rows; they must give as many.`,
    );
  }
  const larger = withRows(table, rows, { seed, tower: places[0].tower.name });
  return places.map(({ feature }) => [
    feature,
    {
      ...feature,
      table: larger,
      encoder: encoders.get(feature.encoder) as FittedEmbedding["encoder"],
    },
  ]);
}

function withRows(
  table: EmbeddingTable,
  rows: number,
  { seed, tower }: { readonly seed: number; readonly tower: string },
): EmbeddingTable {
  const { name, dim } = table;
  const added = rows - table.rows;
  const generator = createGenerator(seed, "embedding growth", tower, name, table.rows);
  const data = new Float32Array(rows * dim);
  data.set(table.data);
  if (added > 0) {
    data.set(initialEmbeddings(name, { rows: added, dim, generator }), table.data.length);
  }
  return { ...table, rows, data };
}
