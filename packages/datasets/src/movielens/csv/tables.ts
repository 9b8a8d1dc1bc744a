import { type Table, tableOf } from "../../table.js";
import { type JoinParts, movieTable, ratingColumns } from "../join.js";
import type { LinkRow, MovieRow, PlainRatingRow, TagRow } from "../schemas.js";

export interface MovieLensCsvTables {
  /** In the order of `ratings.csv`, joined with the columns of the film. */
  readonly ratings: Table<PlainRatingRow>;
  /** The catalogue, in the order of `movies.csv`. */
  readonly movies: Table<MovieRow>;
  /** What users wrote about films. */
  readonly tags: Table<TagRow>;
  /** The films' ids at IMDb and TMDB. */
  readonly links: Table<LinkRow>;
}

/** What was read, before it is joined. */
export interface ReadCsv extends JoinParts, Pick<MovieLensCsvTables, "tags" | "links"> {}

/** Makes the tables; each rating takes on the columns of its film. */
export function joinTablesCsv(parts: ReadCsv): MovieLensCsvTables {
  return {
    ratings: tableOf<PlainRatingRow>(ratingColumns(parts)),
    movies: movieTable(parts.movies),
    tags: parts.tags,
    links: parts.links,
  };
}
