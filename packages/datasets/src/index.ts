export { as, type ColumnKind, type ColumnKinds, type RowOf } from "./as.js";
export { type CalendarParts, calendarParts, utcDate, withCalendar } from "./calendar/calendar.js";
export {
  type InteractionRow,
  type InteractionsOptions,
  interactions,
} from "./interactions/interactions.js";
export type { InteractionsFormat, InteractionsSource } from "./interactions/read-source.js";
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
export { formatProfile } from "./profile/format-profile.js";
export { type Profile, type ProfileOptions, profile } from "./profile/profile.js";
export { type ImplicitOptions, implicit } from "./sampling/implicit.js";
export {
  type ListwiseRow,
  type SampleListwiseOptions,
  sampleListwise,
} from "./sampling/sample-listwise.js";
export { type SampleNegativesOptions, sampleNegatives } from "./sampling/sample-negatives.js";
export { type KFoldOptions, kFoldByUser } from "./splits/k-fold.js";
export { type LeaveLastOutOptions, leaveLastOut } from "./splits/leave-last-out.js";
export { type PerUserSplitOptions, perUserSplit } from "./splits/per-user-split.js";
export { type RandomSplitOptions, randomSplit, type Split } from "./splits/random-split.js";
export { type TemporalSplitOptions, temporalSplit } from "./splits/temporal-split.js";
export { tutorialSplit } from "./splits/tutorial-split.js";
export {
  type SyntheticMovieLens,
  type SyntheticOptions,
  synthetic,
} from "./synthetic/synthetic.js";
export type { Table } from "./table.js";
export { cleanTitle } from "./titles/clean-title.js";
export {
  type CleanedTitles,
  type CleanTitlesOptions,
  cleanTitles,
  type TitleCollision,
} from "./titles/clean-titles.js";
export { type Deduped, type DedupeOptions, dedupe } from "./titles/dedupe.js";
export { type ParsedTitle, parseTitle } from "./titles/parse-title.js";
