import type { Combiner, FittedEncoderJSON } from "@towerkit/features";
import type { FeatureColumns, FittedEmbedding, FittedFeature } from "./features.js";
import type { LayerSpec } from "./layers/layer.js";
import { layerToJSON, type NetworkLayer } from "./layers/layer-kinds.js";

/** A fitted tower without its weights, as JSON. */
export interface TowerTopology {
  readonly name: string;
  /** In the order in which they stand in the input of the layers. */
  readonly features: readonly FeatureTopology[];
  readonly tables: readonly {
    readonly name: string;
    readonly dim: number;
    readonly rows: number;
    readonly l2?: number;
    readonly maxNorm?: number;
  }[];
  /** First to last; none where the features side by side are the output. */
  readonly layers: readonly LayerSpec[];
}

export type FeatureTopology = EmbeddingTopology | NumbersTopology;

export interface EmbeddingTopology {
  readonly kind: "embedding";
  readonly name: string;
  /** One, or several that make one value. */
  readonly columns: FeatureColumns;
  /** The name of the table that it reads. */
  readonly table: string;
  readonly combiner: Combiner;
  /** The fitted encoder, or the name of an earlier feature that has the same. */
  readonly encoder: FittedEncoderJSON | string;
}

export interface NumbersTopology {
  readonly kind: "numbers";
  readonly name: string;
  readonly columns: FeatureColumns;
  readonly encoder: FittedEncoderJSON;
}

/** What a table's numbers are called among the weights of its tower. */
export const weightName = (table: string): string => `embedding/${table}`;

export function topologyOf(
  name: string,
  features: readonly FittedFeature[],
  layers: readonly NetworkLayer[],
): TowerTopology {
  const embeddings = features.filter((feature) => feature.kind === "embedding");
  return {
    name,
    features: features.map((feature) =>
      feature.kind === "numbers"
        ? { ...feature, encoder: feature.encoder.toJSON() }
        : embeddingTopology(feature, embeddings),
    ),
    tables: tablesOf(features).map(({ name, dim, rows, l2, maxNorm }) => ({
      name,
      dim,
      rows,
      ...(l2 !== undefined && { l2 }),
      ...(maxNorm !== undefined && { maxNorm }),
    })),
    layers: layers.map(layerToJSON),
  };
}

function embeddingTopology(
  { kind, name, columns, table, combiner, encoder }: FittedEmbedding,
  all: readonly FittedEmbedding[],
): EmbeddingTopology {
  const first = all.find((other) => other.encoder === encoder) as FittedEmbedding;
  return {
    kind,
    name,
    columns,
    table: table.name,
    combiner,
    encoder: first.name === name ? encoder.toJSON() : first.name,
  };
}

/** Each table that features read, once, in the features' order. */
export const tablesOf = (features: readonly FittedFeature[]) => [
  ...new Set(features.flatMap((feature) => (feature.kind === "embedding" ? [feature.table] : []))),
];
