import type {
  Combiner,
  CrossFeature,
  EmbeddingFeature,
  FittedIdEncoder,
  FittedNumbersEncoder,
  NumbersFeature,
} from "@towerkit/features";
import type { EmbeddingTable } from "./embedding/table.js";
import { bagInput, sequenceInput } from "./inputs/bag-input.js";
import type { FeatureInput } from "./inputs/feature-input.js";
import { idInput } from "./inputs/id-input.js";
import { numbersInput } from "./inputs/numbers-input.js";
import type { InitialNumbers } from "./layers/layer.js";
import { Attention } from "./sequences/attention.js";
import { Gru } from "./sequences/gru.js";

/** A feature whatever it reads: how a tower sees it once the compiler has checked its columns. */
export type AnyFeature = AnyEmbedding | NumbersFeature<unknown>;

export type AnyEmbedding =
  | EmbeddingFeature<unknown, "id">
  | EmbeddingFeature<unknown, "ids">
  | CrossFeature<readonly unknown[], "id">
  | CrossFeature<readonly unknown[], "ids">;

/** The columns that a feature reads: one, or several that make one value. */
export type FeatureColumns = string | readonly string[];

/** A feature of a fitted tower. */
export type FittedFeature = FittedEmbedding | FittedNumbers;

export interface FittedEmbedding {
  readonly kind: "embedding";
  readonly name: string;
  readonly columns: FeatureColumns;
  readonly table: EmbeddingTable;
  readonly encoder: FittedIdEncoder<unknown, "id" | "ids", never>;
  /** Where a row is a bag of ids, how their embeddings become one. */
  readonly combiner: Combiner;
}

export interface FittedNumbers {
  readonly kind: "numbers";
  readonly name: string;
  readonly columns: FeatureColumns;
  readonly encoder: FittedNumbersEncoder<unknown, never>;
}

export const columnsOfFeature = (name: string, spec: AnyFeature): FeatureColumns => {
  const several = "columns" in spec ? spec.columns : undefined;
  return several ?? ("column" in spec ? spec.column : undefined) ?? name;
};

/** Each column that features read, once, in the features' order. */
export const columnsRead = (
  features: readonly { readonly columns: FeatureColumns }[],
): readonly string[] => [...new Set(features.flatMap(({ columns }) => columns))];

/** The table that a feature reads: the one it names, else one of its own. */
export const tableNameOf = (name: string, { table }: { readonly table?: string }): string =>
  table ?? name;

/** The columns that encoding a feature reads: of a history's, all but the item. */
export function encodedColumns(name: string, spec: AnyFeature): FeatureColumns {
  const columns = columnsOfFeature(name, spec);
  return typeof columns === "string" ? columns : columns.slice(0, spec.encoder.encodedColumns);
}

/** What a fitted feature computes. */
export function featureInput(feature: FittedFeature, initial: InitialNumbers): FeatureInput {
  if (feature.kind === "numbers") return numbersInput(feature.name, feature.encoder.dim);
  const { encoder, table, combiner } = feature;
  if (encoder.output === "id") return idInput(table);
  const parts = { name: `sequences/${feature.name}`, inputWidth: table.dim, initial };
  switch (combiner) {
    case "attention":
      return sequenceInput(table, new Attention(parts));
    case "gru":
      return sequenceInput(table, new Gru({ ...parts, units: table.dim }));
    default:
      return bagInput(table, combiner);
  }
}

/** How many numbers a feature gives a row, where that is known. */
export const widthOf = (feature: FittedFeature): number =>
  feature.kind === "numbers" ? feature.encoder.dim : feature.table.dim;

export const COMBINERS = [
  "mean",
  "sum",
  "sqrtn",
  "max",
  "attention",
  "gru",
] as const satisfies readonly Combiner[];
