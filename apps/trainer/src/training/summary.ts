import { columnOf } from "@towerkit/core";
import type { MovieLensByName, MovieLensName, SyntheticMovieLens } from "@towerkit/datasets";

/** Any MovieLens data set. */
export type MovieLens = MovieLensByName[MovieLensName];

/** What can be told of a data set at a glance. */
export interface Summary {
  readonly users: number;
  /** The rows of each table, by its name. */
  readonly tables: Readonly<Record<string, number>>;
  readonly distinctTitles: number;
  /** Ratings and their numbers of rows, by rising rating. */
  readonly ratings: readonly (readonly [rating: number, rows: number])[];
  /** Of the earliest and the latest rating, in seconds since 1970; undefined without ratings. */
  readonly span: readonly [first: number, last: number] | undefined;
}

/** Counts what is in a data set. */
export function summarise(dataset: MovieLens): Summary {
  const { ratings, movies } = dataset;
  return {
    users: numUsers(dataset),
    tables: numRowsOfTables(dataset),
    distinctTitles: numDistinct(columnOf(movies, "movie_title")),
    ratings: countValues(columnOf(ratings, "user_rating") as ArrayLike<number>),
    span: spanOf(columnOf(ratings, "timestamp") as ArrayLike<number>),
  };
}

/** The users of a data set: all that it lists, or all who rated where it has no list. */
export function numUsers(dataset: MovieLens | SyntheticMovieLens): number {
  return "users" in dataset
    ? dataset.users.numRows()
    : numDistinct(columnOf(dataset.ratings, "user_id"));
}

function numRowsOfTables(dataset: MovieLens): Record<string, number> {
  const { ratings, movies } = dataset;
  return {
    ratings: ratings.numRows(),
    movies: movies.numRows(),
    ...("users" in dataset && { users: dataset.users.numRows() }),
    ...("tags" in dataset && { tags: dataset.tags.numRows(), links: dataset.links.numRows() }),
  };
}

function numDistinct(values: ArrayLike<unknown>): number {
  const distinct = new Set<unknown>();
  for (let row = 0; row < values.length; row++) distinct.add(values[row]);
  return distinct.size;
}

function countValues(values: ArrayLike<number>): [number, number][] {
  const counts = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    counts.set(values[row], (counts.get(values[row]) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

function spanOf(times: ArrayLike<number>): [number, number] | undefined {
  if (times.length === 0) return undefined;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < times.length; row++) {
    first = Math.min(first, times[row]);
    last = Math.max(last, times[row]);
  }
  return [first, last];
}
