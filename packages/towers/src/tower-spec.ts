import { ConfigError, checkInteger, shown } from "@towerkit/core";
import type { EmbeddingFeature, FeatureSpec, FeatureValue } from "@towerkit/features";
import { tablePlans } from "./embedding/table-plan.js";

declare const inputsBrand: unique symbol;

/** The features of a tower by name: embeddings of one column with one id a row. */
export type Features = Readonly<Record<string, EmbeddingFeature<unknown>>>;

type ColumnOf<F, Name> = F extends { readonly column: infer Column extends string }
  ? string extends Column
    ? Name
    : Column
  : Name;

/** What a tower over these features reads: column names to the types of their values. */
export type TowerInputs<F> = {
  [Name in keyof F as ColumnOf<F[Name], Name> & PropertyKey]: FeatureValue<F[Name]>;
};

/**
 * What a tower is made of, before it is fitted. `I` is what it reads, column names to types: it
 * exists for the compiler only.
 */
export interface TowerSpec<I extends object = object> {
  readonly features: Features;
  /** How many numbers one output has: the features' embeddings side by side. */
  readonly width: number;
  /** The columns that the features read, each once, in the features' order. */
  readonly inputs: readonly string[];
  readonly [inputsBrand]?: I;
}

/**
 * Describes a tower: its output is the embeddings of its features, side by side in the order of the
 * keys. Features that name the same `table` share one vocabulary and one embedding table.
 *
 * @throws ConfigError if there is no feature, if something else than a feature stands under a name,
 *   or if features that share a table differ in width or encoder.
 * @example
 * const query = tower({ user_id: stringLookup().embedding(32) }); // TowerSpec<{ user_id: string }>
 */
export function tower<F extends Features>(features: F): TowerSpec<TowerInputs<F>> {
  const named = Object.entries(features);
  if (named.length === 0) {
    throw new ConfigError(
      "tower: there must be at least one feature, such as { user_id: stringLookup().embedding(32) }.",
    );
  }
  for (const [name, feature] of named) checkFeature(name, feature);
  tablePlans(features);
  return {
    features: { ...features },
    width: named.reduce((width, [, { dim }]) => width + dim, 0),
    inputs: [...new Set(named.map(([name, { column }]) => column ?? name))],
  };
}

function checkFeature(
  name: string,
  feature: FeatureSpec<readonly unknown[]> | null | undefined,
): void {
  if (feature?.kind !== "embedding" && feature?.kind !== "numbers") {
    throw new ConfigError(
      `tower: "${name}" must be a feature such as stringLookup().embedding(32), got ${shown(feature)}.`,
    );
  }
  const { output, kind } = feature.encoder;
  if (feature.kind !== "embedding" || output !== "id" || feature.columns !== undefined) {
    throw new ConfigError(
      `tower: "${name}" must be an embedding that reads one column and gives one id a row, and this ${kind} feature is not.`,
    );
  }
  checkInteger(`tower: the dim of "${name}"`, feature.dim, 1);
}
