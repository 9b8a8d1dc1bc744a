import { columnOf, createGenerator, type TableLike, tableFromColumns } from "@towerkit/core";
import { movielens, sampleListwise, tutorialSplit } from "towerkit";
import { dataDir } from "../../where.js";

/** What a ranker learns from, and what it is measured on. */
export interface Rows {
  readonly train: TableLike;
  readonly test: TableLike;
}

/** The toy of the tutorial: who buys a blender, of 90,000 people and 10,000 more. */
export function cakeRows(): Rows {
  return { train: cakes(90_000, 1), test: cakes(10_000, 2) };
}

function cakes(rows: number, seed: number): TableLike {
  const random = createGenerator(seed, "cakes");
  const [country, bananas, cookbooks] = [200, 24, 10].map((values) =>
    Array.from({ length: rows }, () => random.below(values) / values),
  ) as [number[], number[], number[]];
  const likely = country.map((x1, row) => {
    const [x2, x3] = [bananas[row] as number, cookbooks[row] as number];
    return 0.1 * x1 + 0.4 * x2 + 0.7 * x3 + 0.1 * x1 * x2 + 3.1 * x2 * x3 + 0.1 * x3 * x3;
  });
  return tableFromColumns({ country, bananas, cookbooks, likely });
}

/** The six features of the tutorial, each a category. */
export const CATEGORIES = [
  "movie_id",
  "user_id",
  "user_gender",
  "user_zip_code",
  "user_occupation_text",
  "bucketized_user_age",
] as const;

/** The tutorials' 80,000 and 20,000 rows of MovieLens 100k, their categories as strings. */
export async function categoryRows(): Promise<Rows> {
  const { train, test } = await ratingRows();
  return { train: categoriesOf(train), test: categoriesOf(test) };
}

const ratingRows = async (): Promise<Rows> =>
  tutorialSplit((await movielens("100k", { dataDir })).ratings);

const categoriesOf = (table: TableLike): TableLike =>
  tableFromColumns({
    ...Object.fromEntries(
      CATEGORIES.map((name) => [name, Array.from(columnOf(table, name), String)]),
    ),
    user_rating: Array.from(columnOf(table, "user_rating")),
  });

/** Lists of five films of the same rows: 50 of a user to learn from, one to be measured on. */
export async function listRows(): Promise<Rows> {
  const { train, test } = await ratingRows();
  return { train: listsOf(train, 50), test: listsOf(test, 1) };
}

/** One row for each film of a list. */
function listsOf(table: TableLike, listsPerUser: number): TableLike {
  const lists = sampleListwise(table, { listsPerUser, listLength: 5, seed: 42 });
  const [users, titles, ratings] = ["user_id", "movie_title", "user_rating"].map((name) =>
    Array.from(columnOf(lists, name)),
  ) as [unknown[], unknown[][], number[][]];
  return tableFromColumns({
    list: titles.flatMap((films, list) => films.map(() => list)),
    user_id: titles.flatMap((films, list) => films.map(() => users[list])),
    movie_title: titles.flat(),
    user_rating: ratings.flat(),
  });
}
