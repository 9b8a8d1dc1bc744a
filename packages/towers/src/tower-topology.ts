import type { FittedEncoderJSON } from "@towerkit/features";
import type { FittedFeature } from "./embedding/embedding-layer.js";
import type { FittedTable } from "./embedding/table.js";

/** A fitted tower without its weights, as JSON. */
export interface TowerTopology {
  readonly name: string;
  /** In the order of the output's columns. */
  readonly features: readonly {
    readonly kind: "embedding";
    readonly name: string;
    readonly column: string;
    /** The name of the table that it reads. */
    readonly table: string;
  }[];
  readonly tables: readonly {
    readonly name: string;
    readonly dim: number;
    readonly encoder: FittedEncoderJSON;
  }[];
}

/** What a table's numbers are called among the weights of its tower. */
export const weightName = (table: string): string => `embedding/${table}`;

export function topologyOf(
  name: string,
  features: readonly FittedFeature[],
  tables: readonly FittedTable[],
): TowerTopology {
  return {
    name,
    features: features.map(({ name, column, table }) => ({
      kind: "embedding",
      name,
      column,
      table: table.name,
    })),
    tables: tables.map(({ name, dim, encoder }) => ({ name, dim, encoder: encoder.toJSON() })),
  };
}
