import { ConfigError } from "@towerkit/core";
import type { EmbeddingFeature, Encoder } from "@towerkit/features";

/** An embedding table that is yet to be fitted: its vocabulary comes from all its columns together. */
export interface TablePlan {
  readonly name: string;
  readonly dim: number;
  readonly encoder: Encoder<unknown>;
  /** Each column once, in the features' order. */
  readonly columns: readonly string[];
}

/** The table that a feature reads: the one it names, else one of its own. */
export const tableNameOf = (name: string, { table }: EmbeddingFeature<unknown>): string =>
  table ?? name;

/**
 * The tables that features call for, in the order of their first feature.
 * @throws ConfigError if two features share a table but differ in width or encoder.
 */
export function tablePlans(
  features: Readonly<Record<string, EmbeddingFeature<unknown>>>,
): readonly TablePlan[] {
  const plans = new Map<string, TablePlan & { readonly feature: string }>();
  for (const [name, spec] of Object.entries(features)) {
    const table = tableNameOf(name, spec);
    const column = spec.column ?? name;
    const shared = plans.get(table);
    if (shared === undefined) {
      const { dim, encoder } = spec;
      plans.set(table, { name: table, dim, encoder, columns: [column], feature: name });
      continue;
    }
    const names = `features "${shared.feature}" and "${name}" share the table "${table}"`;
    if (shared.dim !== spec.dim) {
      throw new ConfigError(
        `tower: ${names}, but one is ${shared.dim} wide and the other ${spec.dim}; make them equal.`,
      );
    }
    if (!sameSettings(shared.encoder, spec.encoder)) {
      throw new ConfigError(`tower: ${names}, but their encoders differ; use the same for both.`);
    }
    plans.set(table, { ...shared, columns: [...new Set([...shared.columns, column])] });
  }
  return [...plans.values()];
}

const sameSettings = (a: Encoder<unknown>, b: Encoder<unknown>): boolean =>
  a === b || JSON.stringify(a.toJSON()) === JSON.stringify(b.toJSON());
