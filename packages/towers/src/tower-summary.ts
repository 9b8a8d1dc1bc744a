import type { FittedFeature } from "./embedding/embedding-layer.js";
import type { EmbeddingTable } from "./embedding/table.js";

/** What a tower holds, for people. */
export interface TowerSummary {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly width: number;
  /** How many numbers training can change. */
  readonly parameters: number;
  /** In the order of the output's columns. */
  readonly features: readonly {
    readonly name: string;
    readonly column: string;
    readonly table: string;
    readonly dim: number;
    readonly encoder: string;
  }[];
  readonly tables: readonly {
    readonly name: string;
    readonly shape: readonly [rows: number, dim: number];
  }[];
}

export function summaryOf(
  tower: Pick<TowerSummary, "name" | "inputs" | "width">,
  features: readonly FittedFeature[],
  tables: readonly EmbeddingTable[],
): TowerSummary {
  return {
    name: tower.name,
    inputs: tower.inputs,
    width: tower.width,
    parameters: tables.reduce((total, { rows, dim }) => total + rows * dim, 0),
    features: features.map(({ name, column, table }) => ({
      name,
      column,
      table: table.name,
      dim: table.dim,
      encoder: table.encoder.describe(),
    })),
    tables: tables.map(({ name, rows, dim }) => ({ name, shape: [rows, dim] })),
  };
}
