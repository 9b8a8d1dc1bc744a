import { checkInteger, columnOf, createGenerator, type TableLike } from "@towerkit/core";
import { numbersOf, rowsBy } from "../splits/order.js";
import { type Table, tableOf } from "../table.js";

/** A list of one user's films and what the user thinks of each. */
export interface ListwiseRow {
  readonly user_id: unknown;
  readonly movie_title: readonly unknown[];
  readonly user_rating: readonly number[];
}

export interface SampleListwiseOptions {
  /** How many lists of each user. Default 10. */
  readonly listsPerUser?: number;
  /** How many films in a list. Default 10. */
  readonly listLength?: number;
  /** Decides which. Default 42. */
  readonly seed?: number;
}

/**
 * Draws lists of rated films for listwise ranking, as TensorFlow Recommenders' `sample_listwise` does:
 * within a list no row comes twice, though lists may overlap; users with fewer rows than a list is long
 * are left out; users come in the order of their first row.
 *
 * @throws ConfigError if a number is no whole number from 1, or a column is missing.
 * @example
 * const lists = sampleListwise(train, { listsPerUser: 50, listLength: 5 });
 */
export function sampleListwise(
  table: TableLike,
  { listsPerUser = 10, listLength = 10, seed = 42 }: SampleListwiseOptions = {},
): Table<ListwiseRow> {
  checkInteger("listsPerUser", listsPerUser, 1);
  checkInteger("listLength", listLength, 1);
  const users = rowsBy(table, "user_id");
  const titles = columnOf(table, "movie_title");
  const ratings = numbersOf(table, "user_rating");
  const generator = createGenerator(seed, "sample listwise");
  const lists: ListwiseRow[] = [];
  for (const [user, rows] of users) {
    if (rows.length < listLength) continue;
    for (let list = 0; list < listsPerUser; list++) {
      const drawn = generator.shuffle(Uint32Array.from(rows)).subarray(0, listLength);
      lists.push({
        user_id: user,
        movie_title: Array.from(drawn, (row) => titles[row]),
        user_rating: Array.from(drawn, (row) => ratings[row]),
      });
    }
  }
  return tableOf<ListwiseRow>({
    user_id: lists.map((list) => list.user_id),
    movie_title: lists.map((list) => list.movie_title),
    user_rating: lists.map((list) => list.user_rating),
  });
}
