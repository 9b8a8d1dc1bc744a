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
  /** The columns to fit on, each once, in the features' order. */
  readonly columns: readonly FeatureColumns[];
  /** The features that it encodes. */
  readonly features: readonly string[];
}

interface Sharing {
  readonly dim: number;
  readonly limits: EmbeddingLimits;
  readonly first: string;
  readonly encoders: { encoder: AnyIdEncoder; columns: FeatureColumns[]; features: string[] }[];
}

/**
 * The tables that features call for, in the order of their first feature.
 * @throws ConfigError if two features share a table but differ in width, or in an encoder that learns
 *   its ids.
 */
export function tablePlans(features: Readonly<Record<string, AnyFeature>>): readonly TablePlan[] {
  const plans = new Map<string, Sharing>();
  for (const [name, spec] of Object.entries(features)) {
    if (spec.kind !== "embedding") continue;
    const table = tableNameOf(name, spec);
    const shared = plans.get(table);
    if (shared === undefined) {
      plans.set(table, {
        dim: spec.dim,
        limits: limitsOf(spec),
        first: name,
        encoders: [encoderPlan(name, spec)],
      });
    } else {
      share(table, shared, name, spec);
    }
  }
  return Array.from(plans, ([name, { dim, limits, encoders }]) => ({
    name,
    dim,
    limits,
    encoders,
  }));
}

const limitsOf = ({ l2, maxNorm }: EmbeddingLimits): EmbeddingLimits => ({
  ...(l2 !== undefined && l2 > 0 && { l2 }),
  ...(maxNorm !== undefined && { maxNorm }),
});

const encoderPlan = (name: string, spec: AnyEmbedding) => ({
  encoder: spec.encoder as AnyIdEncoder,
  columns: [columnsOfFeature(name, spec)],
  features: [name],
});

function share(table: string, shared: Sharing, name: string, spec: AnyEmbedding): void {
  const names = `features "${shared.first}" and "${name}" share the table "${table}"`;
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
  const same = shared.encoders.find(({ encoder }) =>
    sameSettings(encoder, spec.encoder as AnyIdEncoder),
  );
  if (same !== undefined) {
    same.features.push(name);
    const columns = columnsOfFeature(name, spec);
    if (!same.columns.some((known) => String(known) === String(columns)))
      same.columns.push(columns);
  } else if (bothHashIntoAsMany(shared.encoders[0].encoder, spec.encoder as AnyIdEncoder)) {
    shared.encoders.push(encoderPlan(name, spec));
  } else {
    throw new ConfigError(`tower: ${names}, but their encoders differ; use the same for both.`);
  }
}

const sameSettings = (a: AnyIdEncoder, b: AnyIdEncoder): boolean =>
  a === b || JSON.stringify(a.toJSON()) === JSON.stringify(b.toJSON());

/** Hashes need no vocabulary, so different ones can meet in one table (multiplexed embeddings). */
function bothHashIntoAsMany(a: AnyIdEncoder, b: AnyIdEncoder): boolean {
  const [one, other] = [a.toJSON(), b.toJSON()];
  const hashes = (json: typeof one) => typeof json["bins"] === "number";
  return hashes(one) && hashes(other) && one["bins"] === other["bins"];
}
