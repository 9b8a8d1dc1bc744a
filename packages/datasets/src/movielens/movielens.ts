import { checkOneOf } from "@towerkit/core";
import type { Table } from "../table.js";
import { movieLens100k } from "./100k/format.js";
import { loadMovieLens } from "./load.js";
import type { MovieLensOptions, Origin } from "./options.js";
import type { MovieRow, RatingRow, UserRow } from "./schemas.js";

/** MovieLens 100k: 100,000 ratings of 1,682 films by 943 users, 1997 and 1998. */
export interface MovieLens100k {
  readonly name: "100k";
  /** In the order of `u.data`, joined with the columns of the film and the user. */
  readonly ratings: Table<RatingRow>;
  /** The catalogue, in the order of `u.item`. */
  readonly movies: Table<MovieRow>;
  readonly users: Table<UserRow>;
  readonly origin: Origin;
  /** SHA-256, in hexadecimal, of the bytes of `u.data`, `u.item` and `u.user` one after another. */
  readonly digest: string;
  readonly synthetic: false;
}

/** The data sets there are, by name. */
export interface MovieLensByName {
  readonly "100k": MovieLens100k;
}

export type MovieLensName = keyof MovieLensByName;

/**
 * Loads a MovieLens data set as Arquero tables with the column names of TensorFlow Datasets.
 *
 * In Node it is taken from `dataDir`, else from the folder that `TOWERKIT_DATA_DIR` names, else
 * from the cache (`$XDG_CACHE_HOME/towerkit` or `~/.cache/towerkit`), else downloaded from
 * GroupLens, checked against its SHA-256 and put into the cache. In a browser, give `source`.
 *
 * @throws DatasetError naming file and line if anything is missing, damaged or cannot be right.
 * @throws NoDataError if there is no folder, no cached copy and no network.
 * @throws ConfigError if the name or an option is wrong.
 * @see Harper and Konstan, The MovieLens Datasets: History and Context, 2015.
 * @example
 * const { ratings, movies } = await movielens("100k");
 */
export async function movielens<N extends MovieLensName>(
  name: N,
  options: MovieLensOptions = {},
): Promise<MovieLensByName[N]> {
  const formats = { "100k": movieLens100k };
  const format = formats[checkOneOf("name", name, Object.keys(formats) as MovieLensName[])];
  return (await loadMovieLens(format, options)) as MovieLensByName[N];
}
