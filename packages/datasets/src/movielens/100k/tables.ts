import { type Table, tableOf } from "../../table.js";
import { joined, movieTable, ratingColumns } from "../join.js";
import type { Movies } from "../movies.js";
import type { Ratings } from "../rating-rows.js";
import type { MovieRow, RatingRow, UserRow } from "../schemas.js";
import type { Users } from "./users.js";

export interface MovieLensTables {
  readonly ratings: Table<RatingRow>;
  readonly movies: Table<MovieRow>;
  readonly users: Table<UserRow>;
}

/** What was read or made, before it is joined. */
export interface Parts {
  readonly movies: Omit<Movies, "index">;
  readonly users: Omit<Users, "index">;
  readonly ratings: Ratings;
}

/** Makes the three tables; each rating takes on the columns of its film and its user. */
export function joinTables({ movies, users, ratings }: Parts): MovieLensTables {
  const ofUser = joined(users, ratings.userRow);
  return {
    ratings: tableOf<RatingRow>({
      ...ratingColumns({ movies, userIds: users.user_id, ratings }),
      user_gender: ofUser("user_gender"),
      bucketized_user_age: ofUser("bucketized_user_age"),
      raw_user_age: ofUser("raw_user_age"),
      user_occupation_label: ofUser("user_occupation_label"),
      user_occupation_text: ofUser("user_occupation_text"),
      user_zip_code: ofUser("user_zip_code"),
    }),
    movies: movieTable(movies),
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
