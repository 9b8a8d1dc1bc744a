import type { FeatureColumns, FittedFeature } from "./features.js";
import { widthOf } from "./features.js";
import type { Network } from "./layers/network.js";
import { tablesOf } from "./tower-topology.js";

/** What a tower holds, for people. */
export interface TowerSummary {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly width: number;
  /** How many numbers training can change. */
  readonly parameters: number;
  /** In the order in which they stand in the input of the layers. */
  readonly features: readonly {
    readonly name: string;
    readonly columns: FeatureColumns;
    /** The table that it reads, where it is an embedding. */
    readonly table?: string;
    readonly dim: number;
    readonly encoder: string;
  }[];
  readonly tables: readonly {
    readonly name: string;
    readonly shape: readonly [rows: number, dim: number];
  }[];
  readonly layers: readonly {
    readonly kind: string;
    readonly width: number;
    readonly parameters: number;
  }[];
}

export function summaryOf(
  tower: Pick<TowerSummary, "name" | "inputs" | "width">,
  features: readonly FittedFeature[],
  network: Network,
): TowerSummary {
  const tables = tablesOf(features);
  const sizes = [...tables, ...network.parameters].map(({ data }) => data.length);
  return {
    name: tower.name,
    inputs: tower.inputs,
    width: tower.width,
    parameters: sizes.reduce((total, size) => total + size, 0),
    features: features.map((feature) => ({
      name: feature.name,
      columns: feature.columns,
      ...(feature.kind === "embedding" && { table: feature.table.name }),
      dim: widthOf(feature),
      encoder: feature.encoder.describe(),
    })),
    tables: tables.map(({ name, rows, dim }) => ({ name, shape: [rows, dim] })),
    layers: network.describe(),
  };
}
