import type { RowOf } from "../as.js";

/** The columns of every catalogue, named as TensorFlow Datasets names them. */
export const movieSchema = {
  movie_id: "string",
  movie_title: "string",
  movie_genres: "number[]",
} as const;

/** The columns of 1m's users, named as TensorFlow Datasets names them. */
const userSchema1m = {
  user_id: "string",
  user_gender: "boolean",
  bucketized_user_age: "number",
  user_occupation_label: "number",
  user_occupation_text: "string",
  user_zip_code: "string",
} as const;

/** The columns of 100k's users: those of 1m's, and the age itself. */
export const userSchema = { ...userSchema1m, raw_user_age: "number" } as const;

/** The columns that the ratings of every data set have: the rating's own, and those of its film. */
const plainRatingSchema = {
  ...movieSchema,
  user_id: "string",
  user_rating: "number",
  timestamp: "number",
} as const;

const ratingSchema1m = { ...plainRatingSchema, ...userSchema1m } as const;

/** The columns of 100k's ratings: the rating itself, and those of its film and its user. */
export const ratingSchema = { ...plainRatingSchema, ...userSchema } as const;

const tagSchema = {
  user_id: "string",
  movie_id: "string",
  tag: "string",
  timestamp: "number",
} as const;

const linkSchema = { movie_id: "string", imdb_id: "string", tmdb_id: "string" } as const;

const csvSchemas = {
  ratings: plainRatingSchema,
  movies: movieSchema,
  tags: tagSchema,
  links: linkSchema,
} as const;

/**
 * What is in the tables of each data set, for `as`.
 * @example
 * const { ratings } = await movielens("1m");
 * const liked = as(ratings.filter((row) => row.user_rating >= 4), movielensSchemas["1m"].ratings);
 */
export const movielensSchemas = {
  "100k": { ratings: ratingSchema, movies: movieSchema, users: userSchema },
  "1m": { ratings: ratingSchema1m, movies: movieSchema, users: userSchema1m },
  "latest-small": csvSchemas,
  "20m": csvSchemas,
  "25m": csvSchemas,
  "32m": csvSchemas,
  latest: csvSchemas,
} as const;

/** One film: `movie_genres` holds genre ids, see `genreNames`. */
export interface MovieRow extends RowOf<typeof movieSchema> {}

/** One user of 100k: `user_gender` is true for male, `bucketized_user_age` the lower end of an age group. */
export interface UserRow extends RowOf<typeof userSchema> {}

/** One user of 1m: as in 100k, without the age itself. */
export interface UserRow1m extends RowOf<typeof userSchema1m> {}

/** One rating of 100k: `user_rating` is 1 to 5, `timestamp` in seconds since 1970. */
export interface RatingRow extends RowOf<typeof ratingSchema> {}

/** One rating of 1m: as in 100k, without the user's age itself. */
export interface RatingRow1m extends RowOf<typeof ratingSchema1m> {}

/** One rating without the user's columns: `user_rating` is 0.5 to 5 in halves. */
export interface PlainRatingRow extends RowOf<typeof plainRatingSchema> {}

/** What a user wrote about a film; `timestamp` in seconds since 1970. */
export interface TagRow extends RowOf<typeof tagSchema> {}

/** A film's ids at IMDb and TMDB, as the file writes them; empty where it has none. */
export interface LinkRow extends RowOf<typeof linkSchema> {}
