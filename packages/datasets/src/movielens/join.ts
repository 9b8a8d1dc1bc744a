import { DictionaryColumn } from "../columns/dictionary-column.js";
import { type Table, tableOf } from "../table.js";
import type { Movies } from "./movies.js";
import type { Ratings } from "./rating-rows.js";
import type { MovieRow } from "./schemas.js";

export interface JoinParts {
  readonly movies: Omit<Movies, "index">;
  readonly userIds: readonly string[];
  readonly ratings: Ratings;
}

/** The columns that the ratings of every data set have: those of the film, and the rating's own. */
export function ratingColumns({ movies, userIds, ratings }: JoinParts) {
  const { movieRow, userRow, rating, timestamp } = ratings;
  const ofMovie = joined(movies, movieRow);
  return {
    movie_id: ofMovie("movie_id"),
    movie_title: ofMovie("movie_title"),
    movie_genres: ofMovie("movie_genres"),
    user_id: new DictionaryColumn(userIds, userRow),
    user_rating: rating,
    timestamp,
  };
}

/** Looks columns of one table up for the rows of another, which says which row of the first it joins. */
export function joined<T extends object>(columns: T, rows: Int32Array) {
  return <C extends keyof T>(name: C): DictionaryColumn<ValueOf<T[C]>> =>
    new DictionaryColumn(columns[name] as ArrayLike<ValueOf<T[C]>>, rows);
}

type ValueOf<A> = A extends ArrayLike<infer V> ? V : never;

/** The catalogue as a table. */
export function movieTable(movies: Omit<Movies, "index">): Table<MovieRow> {
  return tableOf<MovieRow>({
    movie_id: movies.movie_id,
    movie_title: movies.movie_title,
    movie_genres: movies.movie_genres,
  });
}
