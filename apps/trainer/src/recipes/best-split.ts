import type { Schema, TableLike } from "@towerkit/core";
import { leaveLastOut, perUserSplit, randomSplit, type Split } from "@towerkit/datasets";

/** Which rows a `best-` recipe is tested on. */
export type TestRows = TestShare | "last of each user";

/** A share of the rows, drawn at random. */
export interface TestShare {
  readonly share: number;
  /**
   * Takes that share of each user's rows, and as many more that nothing is learned from: settings are
   * chosen by those, and lists leave them out as they do train rows. Default: any rows.
   */
  readonly perUser?: boolean;
}

/** What is learned from, what is to be guessed, and what lists leave out. */
export interface BestParts<S extends Schema> extends Split<S> {
  readonly seen: Split<S>["train"];
  /** How the parts came about. */
  readonly kind: string;
  /** What the rows were drawn by; null where nothing was drawn. */
  readonly seed: number | null;
}

/** The rows of a `best-` recipe. */
export function bestSplit<S extends Schema>(
  ratings: TableLike<S>,
  { test: rows, seed }: { readonly test: TestRows; readonly seed: number },
): BestParts<S> {
  if (rows === "last of each user") {
    const { train, test } = leaveLastOut(ratings);
    return { kind: rows, train, test, seen: train, seed: null };
  }
  const { share, perUser = false } = rows;
  if (!perUser) {
    const { train, test } = randomSplit(ratings, { test: share, seed });
    return { kind: "random", train, test, seen: train, seed };
  }
  const { train: seen, test } = perUserSplit(ratings, { test: share, seed });
  const { train } = perUserSplit(seen, { test: share / (1 - share), seed });
  return { kind: "per user", train, test, seen, seed };
}
