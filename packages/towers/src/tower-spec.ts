import { ConfigError, checkInteger, checkOneOf, shown } from "@towerkit/core";
import type { FeatureValue } from "@towerkit/features";
import { tablePlans } from "./embedding/table-plan.js";
import { type AnyFeature, COMBINERS, columnsRead, encodedColumns } from "./features.js";
import { type NetworkLayer, readLayer, widthAfter } from "./layers/layer-kinds.js";

declare const inputsBrand: unique symbol;

/** The features of a tower by name. */
export type Features = Readonly<Record<string, AnyFeature>>;

/** The columns that one feature reads, to the types of their values. */
type FeatureInputs<F, Name> = F extends {
  readonly columns: infer Columns extends readonly string[];
}
  ? {
      [Part in keyof Columns & `${number}` as Columns[Part] & string]: FeatureValue<F>[Part &
        keyof FeatureValue<F>];
    }
  : { [Column in ColumnOf<F, Name> & PropertyKey]: FeatureValue<F> };

type ColumnOf<F, Name> = F extends { readonly column: infer Column extends string }
  ? string extends Column
    ? Name
    : Column
  : Name;

type Intersected<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  all: infer All,
) => void
  ? { [Key in keyof All]: All[Key] }
  : object;

/** What a tower over these features reads: column names to the types of their values. */
export type TowerInputs<F> = Intersected<
  { [Name in keyof F]: FeatureInputs<F[Name], Name> }[keyof F]
>;

/**
 * What a tower is made of, before it is fitted. `I` is what it reads, column names to types: it
 * exists for the compiler only.
 */
export interface TowerSpec<I extends object = object> {
  readonly features: Features;
  /** From the features side by side to the output, first to last. */
  readonly layers: readonly NetworkLayer[];
  /** How many numbers one output has; undefined where only fitting can tell. */
  readonly width: number | undefined;
  /** The columns that the features encode, each once, in the features' order. */
  readonly inputs: readonly string[];
  readonly [inputsBrand]?: I;
}

export interface TowerOptions {
  /**
   * What the features, side by side in the order of their keys, go through, first to last, e.g.
   * `denseStack([64, 32])`. Default: nothing.
   */
  readonly layers?: readonly NetworkLayer[];
}

/**
 * Describes a tower: its features side by side in the order of the keys, then its layers. Features
 * that name the same `table` share one vocabulary and one embedding table.
 *
 * @throws ConfigError if there is no feature, if something else than a feature or a layer stands
 *   where one should, or if features that share a table differ in width or encoder.
 * @example
 * const query = tower({ user_id: stringLookup().embedding(32) }); // TowerSpec<{ user_id: string }>
 * const deep = tower({ user_id: stringLookup().embedding(32) }, { layers: denseStack([64, 32]) });
 */
export function tower<const F extends Features>(
  features: F,
  options: TowerOptions = {},
): TowerSpec<TowerInputs<F>> {
  const named = Object.entries<AnyFeature>(features);
  if (named.length === 0) {
    throw new ConfigError(
      "tower: there must be at least one feature, such as { user_id: stringLookup().embedding(32) }.",
    );
  }
  for (const [name, feature] of named) checkFeature(name, feature);
  tablePlans([{ features }]);
  const layers = (options.layers ?? []).map((layer, i) =>
    readLayer(`tower: layer ${i + 1}`, layer),
  );
  return {
    features: { ...features },
    layers,
    width: widthAfter(layers, featuresWidth(features)),
    inputs: columnsRead(
      named.map(([name, feature]) => ({ columns: encodedColumns(name, feature) })),
    ),
  };
}

/** How wide the features are side by side, where no encoder has to be fitted to know. */
function featuresWidth(features: Features): number | undefined {
  let width = 0;
  for (const feature of Object.values(features)) {
    if (feature.kind === "numbers") return undefined;
    width += feature.dim;
  }
  return width;
}

function checkFeature(name: string, feature: AnyFeature | null | undefined): void {
  if (feature?.kind !== "embedding" && feature?.kind !== "numbers") {
    throw new ConfigError(
      `tower: "${name}" must be a feature such as stringLookup().embedding(32), got ${shown(feature)}.`,
    );
  }
  if (feature.kind === "numbers") return;
  checkInteger(`tower: the dim of "${name}"`, feature.dim, 1);
  if (feature.combiner !== undefined) {
    checkOneOf(`tower: the combiner of "${name}"`, feature.combiner, COMBINERS);
  }
}
