export { as, type ColumnKind, type ColumnKinds, type RowOf } from "./as.js";
export { genreNames } from "./movielens/genres.js";
export {
  type MovieLens1m,
  type MovieLens100k,
  type MovieLensByName,
  type MovieLensCsv,
  type MovieLensName,
  movielens,
  movielensNames,
} from "./movielens/movielens.js";
export { occupationNames } from "./movielens/occupations.js";
export type {
  FileContent,
  LoadProgress,
  MovieLensOptions,
  MovieLensSource,
  Origin,
} from "./movielens/options.js";
export {
  type LinkRow,
  type MovieRow,
  movielensSchemas,
  movieSchema,
  type PlainRatingRow,
  type RatingRow,
  type RatingRow1m,
  ratingSchema,
  type TagRow,
  type UserRow,
  type UserRow1m,
  userSchema,
} from "./movielens/schemas.js";
export { tfdsOrder } from "./movielens/tfds-order.js";
export { NoDataError } from "./no-data-error.js";
export { type RandomSplitOptions, randomSplit, type Split } from "./splits/random-split.js";
export { tutorialSplit } from "./splits/tutorial-split.js";
export {
  type SyntheticMovieLens,
  type SyntheticOptions,
  synthetic,
} from "./synthetic/synthetic.js";
export type { Table } from "./table.js";
