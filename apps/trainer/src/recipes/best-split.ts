import type { Schema, TableLike } from "@towerkit/core";
import { perUserSplit, randomSplit, type Split } from "@towerkit/datasets";
import type { BestRecipe } from "./best-settings.js";

/** What is learned from, what is to be guessed, and what lists leave out. */
export interface BestParts<S extends Schema> extends Split<S> {
  readonly seen: Split<S>["train"];
  /** How the parts came about. */
  readonly kind: string;
}

/** The rows of a `best-` recipe, drawn at random. */
export function bestSplit<S extends Schema>(
  ratings: TableLike<S>,
  { test: share, perUser, seed }: Pick<BestRecipe, "test" | "perUser"> & { readonly seed: number },
): BestParts<S> {
  if (!perUser) {
    const { train, test } = randomSplit(ratings, { test: share, seed });
    return { kind: "random", train, test, seen: train };
  }
  const { train: seen, test } = perUserSplit(ratings, { test: share, seed });
  const { train } = perUserSplit(seen, { test: share / (1 - share), seed });
  return { kind: "per user", train, test, seen };
}
