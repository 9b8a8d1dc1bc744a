import { columnOf } from "@towerkit/core";
import type { MovieLensByName, MovieLensName, SyntheticMovieLens } from "@towerkit/datasets";
import type { DataReport } from "../schema/data.js";

/** Counts what is in a data set. */
export function summarise(
  dataset: MovieLensByName[MovieLensName] | SyntheticMovieLens,
): DataReport {
  const { ratings, movies } = dataset;
  const times = columnOf(ratings, "timestamp") as ArrayLike<number>;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < times.length; row++) {
    first = Math.min(first, times[row]);
    last = Math.max(last, times[row]);
  }
  return {
    schema: 1,
    dataset: dataset.name,
    origin: dataset.origin,
    digest: dataset.digest,
    ratings: ratings.numRows(),
    users: "users" in dataset ? dataset.users.numRows() : numDistinct(columnOf(ratings, "user_id")),
    movies: movies.numRows(),
    distinctTitles: numDistinct(columnOf(movies, "movie_title")),
    ratingHistogram: countValues(columnOf(ratings, "user_rating") as ArrayLike<number>),
    firstRating: times.length === 0 ? null : isoTime(first),
    lastRating: times.length === 0 ? null : isoTime(last),
  };
}

function numDistinct(values: ArrayLike<unknown>): number {
  const distinct = new Set<unknown>();
  for (let row = 0; row < values.length; row++) distinct.add(values[row]);
  return distinct.size;
}

/** Value to number of rows, by rising value. */
function countValues(values: ArrayLike<number>): Record<string, number> {
  const counts = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    counts.set(values[row], (counts.get(values[row]) ?? 0) + 1);
  }
  return Object.fromEntries(
    [...counts].sort(([a], [b]) => a - b).map(([value, rows]) => [String(value), rows]),
  );
}

function isoTime(secondsSince1970: number): string {
  return new Date(secondsSince1970 * 1000).toISOString();
}
