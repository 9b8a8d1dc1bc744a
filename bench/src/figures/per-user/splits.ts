import type { TableLike } from "@towerkit/core";
import { perUserSplit, randomSplit } from "towerkit";

/** Rows to learn from, to choose settings by, to be guessed, and whose films are left out. */
export interface RowsOf1m extends Record<"train" | "test" | "seen", TableLike> {
  /** Not there where nothing is set aside. */
  readonly validation?: TableLike;
}

export type SplitOf1m = (ratings: TableLike, seed: number) => RowsOf1m;

/** As `best-1m-per-user`: a tenth of each user's rows for testing, a tenth for validation. */
export const tenthsOfEachUser: SplitOf1m = (ratings, seed) => {
  const { train: seen, test } = perUserSplit(ratings, { test: 0.1, seed });
  const { train, test: validation } = perUserSplit(seen, { test: 0.1 / 0.9, seed });
  return { train, validation, test, seen };
};

/** As `best-1m-80-20`: a fifth of the rows for testing. */
export const fifthOfAll: SplitOf1m = (ratings, seed) => {
  const { train, test } = randomSplit(ratings, { test: 0.2, seed });
  return { train, test, seen: train };
};
