import type { RowOf } from "../as.js";

/** The columns of every catalogue, named as TensorFlow Datasets names them. */
export const movieSchema = {
  movie_id: "string",
  movie_title: "string",
  movie_genres: "number[]",
} as const;

/** The columns of 100k's users, named as TensorFlow Datasets names them. */
export const userSchema = {
  user_id: "string",
  user_gender: "boolean",
  bucketized_user_age: "number",
  raw_user_age: "number",
  user_occupation_label: "number",
  user_occupation_text: "string",
  user_zip_code: "string",
} as const;

/** The columns of 100k's ratings: the rating itself, and those of its film and its user. */
export const ratingSchema = {
  ...movieSchema,
  ...userSchema,
  user_rating: "number",
  timestamp: "number",
} as const;

/** One film: `movie_genres` holds genre ids, see `genreNames`. */
export interface MovieRow extends RowOf<typeof movieSchema> {}

/** One user: `user_gender` is true for male, `bucketized_user_age` the lower end of an age group. */
export interface UserRow extends RowOf<typeof userSchema> {}

/** One rating: `user_rating` is 1 to 5, `timestamp` in seconds since 1970. */
export interface RatingRow extends RowOf<typeof ratingSchema> {}
