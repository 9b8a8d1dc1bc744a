import { ConfigError, checkInteger, shown } from "@towerkit/core";
import { type Id, isId } from "@towerkit/retrieval";
import type { Catalogue } from "./catalogue.js";

/** What a catalogue's table alone does not tell about it, as plain JSON. */
export interface MergedKeys {
  /** How many rows were dropped as equal to an earlier one. */
  readonly merged: number;
  /** Every key that lost its row, and the key whose row stands for it. */
  readonly aliases: readonly (readonly [key: Id, kept: Id])[];
}

/** What was merged into the rows of a catalogue. */
export function mergedKeysOf({ ids, rowOf, merged }: Catalogue): MergedKeys {
  const aliases: [Id, Id][] = [];
  for (const [key, row] of rowOf) {
    const kept = ids[row];
    if (kept !== key) aliases.push([key, kept]);
  }
  return { merged, aliases };
}

/**
 * Tells a catalogue that was read from its kept rows what had been merged into them.
 * @throws ConfigError if `json` is not what `mergedKeysOf` gives for such a catalogue.
 */
export function withMergedKeys(catalogue: Catalogue, json: unknown): Catalogue {
  const { merged, aliases } = (json ?? {}) as Readonly<Record<keyof MergedKeys, unknown>>;
  const rowOf = new Map(catalogue.rowOf);
  if (!Array.isArray(aliases)) {
    throw new ConfigError(`settings.catalogue.aliases must be an array, got ${shown(aliases)}.`);
  }
  for (const [i, alias] of (aliases as readonly unknown[]).entries()) {
    const [key, kept] = Array.isArray(alias) ? (alias as readonly unknown[]) : [];
    const row = isId(kept) ? catalogue.rowOf.get(kept) : undefined;
    if (!isId(key) || rowOf.has(key) || row === undefined) {
      throw new ConfigError(
        `settings.catalogue.aliases[${i}] must be a key that no candidate has and the key of a candidate, got ${shown(key)} and ${shown(kept)}.`,
      );
    }
    rowOf.set(key, row);
  }
  return {
    ...catalogue,
    rowOf,
    merged: checkInteger("settings.catalogue.merged", merged, aliases.length),
  };
}
