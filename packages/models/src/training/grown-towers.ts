import { ConfigError } from "@towerkit/core";
import { growTowers, type Tower, type TowerToGrow } from "@towerkit/towers";
import type { Optimizer } from "../optimizers/optimizer.js";
import { handOver } from "./hand-over.js";

/**
 * Copies of towers that know what tables hold, ready to be trained on by an optimizer, which knows of them
 * what it knows of the towers.
 * @throws ConfigError for a missing column, and for towers of which one table has become two.
 */
export function grownTowers(
  places: readonly TowerToGrow[],
  { seed, optimizer }: { readonly seed: number; readonly optimizer: Optimizer },
): Tower[] {
  refuseSeparateTwins(places.map(({ tower }) => tower));
  const copies = growTowers(places, { seed });
  for (const [i, { tower }] of places.entries()) {
    handOver(optimizer, tower.trainables(), copies[i].trainables());
  }
  return copies;
}

/** In what some bundles gave, one table of two towers has become two. */
function refuseSeparateTwins(towers: readonly Tower[]): void {
  const tables = [...new Set(towers.flatMap((tower) => tower.tables()))];
  const twin = tables.find((table, i) =>
    tables
      .slice(i + 1)
      .some((other) => other.name === table.name && areEqual(other.data, table.data)),
  );
  if (twin === undefined) return;
  throw new ConfigError(
    `fitMore: two towers have the table "${twin.name}", which only a new fit can train as one.`,
  );
}

const areEqual = (one: Float32Array, other: Float32Array): boolean =>
  one.length === other.length && one.every((value, i) => value === other[i]);
