import { columnOf, type TableLike, tableFromColumns } from "@towerkit/core";
import { movielens, perUserSplit, randomSplit } from "@towerkit/datasets";

/** The column that names an item. */
export const itemKey = "movie_title";

/** Which rows a scorer learns from, and on which it is measured. */
export interface Parts {
  readonly train: TableLike;
  readonly test: TableLike;
  /** What is left out of the rankings where seen items are. */
  readonly seen: TableLike;
  readonly candidateIds: readonly string[];
}

/** How a data set is cut. */
export interface Protocol {
  readonly data: "100k" | "1m" | "latest-small";
  readonly what: string;
  /** The rows that figures are made from. */
  parts(ratings: TableLike, seed: number): Omit<Parts, "candidateIds">;
  /** The rows that settings are chosen on; none of the test rows is among them. */
  validation(ratings: TableLike, seed: number): Omit<Parts, "candidateIds">;
}

function randomRows(data: Protocol["data"], test: number, what: string): Protocol {
  return {
    data,
    what,
    parts(ratings, seed) {
      const { train, test: rows } = randomSplit(ratings, { test, seed });
      return { train, test: rows, seen: train };
    },
    validation(ratings, seed) {
      const outer = randomSplit(ratings, { test, seed });
      const { train, test: rows } = randomSplit(outer.train, { test: 0.1, seed: 7 });
      return { train, test: rows, seen: train };
    },
  };
}

const perUser: Protocol = {
  data: "1m",
  what: "1m, 80/10/10 per user",
  parts(ratings, seed) {
    const outer = perUserSplit(ratings, { test: 0.1, seed });
    const { train } = perUserSplit(outer.train, { test: 1 / 9, seed });
    return { train, test: outer.test, seen: outer.train };
  },
  validation(ratings, seed) {
    const outer = perUserSplit(ratings, { test: 0.1, seed });
    const { train, test } = perUserSplit(outer.train, { test: 1 / 9, seed });
    return { train, test, seen: train };
  },
};

/** The protocols by name. */
export const protocols: Readonly<Record<string, Protocol>> = {
  "100k": randomRows("100k", 20_000, "100k, 80/20 at random"),
  "1m": randomRows("1m", 250_209, "1m, 75/25 at random"),
  "1m-per-user": perUser,
};

/** Loads the data of a protocol and cuts it. */
export async function load(
  { data, parts, validation }: Protocol,
  { seed, isValidation }: { readonly seed: number; readonly isValidation: boolean },
): Promise<Parts> {
  const dataDir = process.env.TOWERKIT_DATA_DIR;
  const { ratings, movies } = await movielens(data, dataDir === undefined ? {} : { dataDir });
  const titles = Array.from(columnOf(movies, itemKey) as ArrayLike<string>);
  const candidateIds = [...new Set(titles)].sort();
  const cut = (isValidation ? validation : parts)(ratings, seed);
  return { candidateIds, train: plain(cut.train), test: plain(cut.test), seen: plain(cut.seen) };
}

/** The columns that are read here, read once. */
function plain(table: TableLike): TableLike {
  const columns = { user_id: columnOf(table, "user_id"), [itemKey]: columnOf(table, itemKey) };
  return tableFromColumns(columns);
}
