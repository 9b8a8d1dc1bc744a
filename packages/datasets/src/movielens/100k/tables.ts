import { type Table, tableOf } from "../../table.js";
import type { MovieRow, RatingRow, UserRow } from "../schemas.js";
import type { Movies } from "./movies.js";
import type { Ratings } from "./ratings.js";
import type { Users } from "./users.js";

export interface MovieLensTables {
  readonly ratings: Table<RatingRow>;
  readonly movies: Table<MovieRow>;
  readonly users: Table<UserRow>;
}

/** What was read or made, before it is joined. */
export interface Parts {
  readonly movies: Omit<Movies, "rowOfId">;
  readonly users: Omit<Users, "rowOfId">;
  readonly ratings: Ratings;
}

/** Makes the three tables; each rating takes on the columns of its film and its user. */
export function joinTables({ movies, users, ratings }: Parts): MovieLensTables {
  const { movieRow, userRow } = ratings;
  return {
    ratings: tableOf<RatingRow>({
      movie_id: pick(movies.movie_id, movieRow),
      movie_title: pick(movies.movie_title, movieRow),
      movie_genres: pick(movies.movie_genres, movieRow),
      user_id: pick(users.user_id, userRow),
      user_rating: ratings.rating,
      timestamp: ratings.timestamp,
      user_gender: pick(users.user_gender, userRow),
      bucketized_user_age: pickNumbers(users.bucketized_user_age, userRow),
      raw_user_age: pickNumbers(users.raw_user_age, userRow),
      user_occupation_label: pickNumbers(users.user_occupation_label, userRow),
      user_occupation_text: pick(users.user_occupation_text, userRow),
      user_zip_code: pick(users.user_zip_code, userRow),
    }),
    movies: tableOf<MovieRow>({
      movie_id: movies.movie_id,
      movie_title: movies.movie_title,
      movie_genres: movies.movie_genres,
    }),
    users: tableOf<UserRow>({
      user_id: users.user_id,
      user_gender: users.user_gender,
      bucketized_user_age: users.bucketized_user_age,
      raw_user_age: users.raw_user_age,
      user_occupation_label: users.user_occupation_label,
      user_occupation_text: users.user_occupation_text,
      user_zip_code: users.user_zip_code,
    }),
  };
}

function pick<V>(values: readonly V[], rows: Int32Array): V[] {
  const picked = new Array<V>(rows.length);
  for (let row = 0; row < rows.length; row++) picked[row] = values[rows[row]];
  return picked;
}

function pickNumbers<A extends Float32Array | Int32Array>(values: A, rows: Int32Array): A {
  const picked = new (values.constructor as new (length: number) => A)(rows.length);
  for (let row = 0; row < rows.length; row++) picked[row] = values[rows[row]];
  return picked;
}
