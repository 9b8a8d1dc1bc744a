import { ConfigError } from "@towerkit/core";
import type { EmbeddingLimits, Encoder } from "@towerkit/features";
import {
  type AnyEmbedding,
  type AnyFeature,
  columnsOfFeature,
  type FeatureColumns,
  tableNameOf,
} from "../features.js";

export type AnyIdEncoder = Encoder<unknown, "id" | "ids", never>;

/** A tower whose tables are to be planned. */
export interface TowerFeatures {
  readonly features: Readonly<Record<string, AnyFeature>>;
}

/** A feature, by the place of its tower among those planned together. */
export interface FeaturePlace {
  readonly tower: number;
  readonly feature: string;
}

/** An embedding table that is yet to be fitted. */
export interface TablePlan {
  readonly name: string;
  readonly dim: number;
  readonly limits: EmbeddingLimits;
  /**
   * The encoders whose ids are the table's rows. Mostly one: features that share a table share its
   * vocabulary, which comes from all their columns together.
   */
  readonly encoders: readonly EncoderPlan[];
}

export interface EncoderPlan {
  readonly encoder: AnyIdEncoder;
  /** The columns to fit on, each once, in the features' order, and the tower that reads them. */
  readonly sources: readonly { readonly tower: number; readonly columns: FeatureColumns }[];
  /** The features that it encodes. */
  readonly places: readonly FeaturePlace[];
}

interface Sharing {
  readonly name: string;
  readonly dim: number;
  readonly limits: EmbeddingLimits;
  readonly first: string;
  readonly encoders: {
    encoder: AnyIdEncoder;
    sources: { tower: number; columns: FeatureColumns }[];
    places: FeaturePlace[];
  }[];
}

/**
 * The tables that the features of towers call for, in the order of their first feature. Features of
 * one tower share a table by its name; features of different towers, if each tower says the name.
 * @throws ConfigError if two features share a table but differ in width, limits, or in an encoder that
 *   learns its ids.
 */
export function tablePlans(towers: readonly TowerFeatures[]): readonly TablePlan[] {
  const plans = new Map<string, Sharing>();
  const shared = namesInSeveral(towers);
  towers.forEach(({ features }, tower) => {
    for (const [feature, spec] of Object.entries(features)) {
      if (spec.kind !== "embedding") continue;
      const name = tableNameOf(feature, spec);
      const key = shared.has(name) ? `all/${name}` : `${tower}/${name}`;
      const known = plans.get(key);
      if (known === undefined) plans.set(key, newPlan(name, { tower, feature }, spec));
      else share(known, { tower, feature }, spec);
    }
  });
  return [...plans.values()];
}

/** The tables that more than one tower names. */
function namesInSeveral(towers: readonly TowerFeatures[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const several = new Set<string>();
  for (const { features } of towers) {
    const named = new Set(
      Object.values(features).flatMap((spec) =>
        spec.kind === "embedding" && spec.table !== undefined ? [spec.table] : [],
      ),
    );
    for (const name of named) {
      if (seen.has(name)) several.add(name);
      seen.add(name);
    }
  }
  return several;
}

const newPlan = (name: string, place: FeaturePlace, spec: AnyEmbedding): Sharing => ({
  name,
  dim: spec.dim,
  limits: limitsOf(spec),
  first: place.feature,
  encoders: [encoderPlan(place, spec)],
});

const limitsOf = ({ l2, maxNorm }: EmbeddingLimits): EmbeddingLimits => ({
  ...(l2 !== undefined && l2 > 0 && { l2 }),
  ...(maxNorm !== undefined && { maxNorm }),
});

const encoderPlan = (place: FeaturePlace, spec: AnyEmbedding) => ({
  encoder: spec.encoder as AnyIdEncoder,
  sources: [{ tower: place.tower, columns: columnsOfFeature(place.feature, spec) }],
  places: [place],
});

function share(shared: Sharing, place: FeaturePlace, spec: AnyEmbedding): void {
  const { tower, feature } = place;
  const names = `features "${shared.first}" and "${feature}" share the table "${shared.name}"`;
  if (shared.dim !== spec.dim) {
    throw new ConfigError(
      `tower: ${names}, but one is ${shared.dim} wide and the other ${spec.dim}; make them equal.`,
    );
  }
  const [known, own] = [JSON.stringify(shared.limits), JSON.stringify(limitsOf(spec))];
  if (known !== own) {
    throw new ConfigError(
      `tower: ${names}, but the limits of one are ${known} and of the other ${own}; make l2 and maxNorm equal.`,
    );
  }
  const encoder = spec.encoder as AnyIdEncoder;
  const same = shared.encoders.find((each) => sameSettings(each.encoder, encoder));
  if (same !== undefined) {
    const source = { tower, columns: columnsOfFeature(feature, spec) };
    same.places.push(place);
    if (!same.sources.some((other) => sameSource(other, source))) same.sources.push(source);
  } else if (bothHashIntoAsMany(shared.encoders[0].encoder, encoder)) {
    shared.encoders.push(encoderPlan(place, spec));
  } else {
    throw new ConfigError(`tower: ${names}, but their encoders differ; use the same for both.`);
  }
}

type Source = EncoderPlan["sources"][number];

const sameSource = (a: Source, b: Source): boolean =>
  a.tower === b.tower && String(a.columns) === String(b.columns);

const sameSettings = (a: AnyIdEncoder, b: AnyIdEncoder): boolean =>
  a === b || JSON.stringify(a.toJSON()) === JSON.stringify(b.toJSON());

/** Hashes need no vocabulary, so different ones can meet in one table (multiplexed embeddings). */
function bothHashIntoAsMany(a: AnyIdEncoder, b: AnyIdEncoder): boolean {
  const [one, other] = [a.toJSON(), b.toJSON()];
  const hashes = (json: typeof one) => typeof json["bins"] === "number";
  return hashes(one) && hashes(other) && one["bins"] === other["bins"];
}
