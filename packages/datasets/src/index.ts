export { as, type ColumnKind, type ColumnKinds, type RowOf } from "./as.js";
export { genreNames } from "./movielens/genres.js";
export {
  type MovieLens100k,
  type MovieLensByName,
  type MovieLensName,
  movielens,
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
  type MovieRow,
  movieSchema,
  type RatingRow,
  ratingSchema,
  type UserRow,
  userSchema,
} from "./movielens/schemas.js";
export { NoDataError } from "./no-data-error.js";
export { type RandomSplitOptions, randomSplit, type Split } from "./splits/random-split.js";
export { tutorialSplit } from "./splits/tutorial-split.js";
export {
  type SyntheticMovieLens,
  type SyntheticOptions,
  synthetic,
} from "./synthetic/synthetic.js";
export type { Table } from "./table.js";
