import { checkOneOf } from "@towerkit/core";
import { movieLens1m } from "./1m/format.js";
import type { MovieLens1mTables } from "./1m/tables.js";
import { movieLens100k } from "./100k/format.js";
import type { MovieLensTables } from "./100k/tables.js";
import { type CsvName, movieLensCsv } from "./csv/format.js";
import type { MovieLensCsvTables } from "./csv/tables.js";
import type { MovieLensFormat } from "./format.js";
import { type Loaded, loadMovieLens } from "./load.js";
import type { MovieLensOptions } from "./options.js";

/** MovieLens 100k: 100,000 ratings of 1,682 films by 943 users, 1997 and 1998. */
export interface MovieLens100k extends MovieLensTables, Loaded<"100k"> {}

/** MovieLens 1M: 1,000,209 ratings of 3,883 films by 6,040 users, 2000 to 2003. */
export interface MovieLens1m extends MovieLens1mTables, Loaded<"1m"> {}

/** A data set that comes as comma-separated values: half stars, tags and links, no facts of users. */
export interface MovieLensCsv<N extends CsvName = CsvName> extends MovieLensCsvTables, Loaded<N> {}

/** The data sets there are, by name. */
export interface MovieLensByName {
  readonly "100k": MovieLens100k;
  readonly "1m": MovieLens1m;
  readonly "latest-small": MovieLensCsv<"latest-small">;
  readonly "20m": MovieLensCsv<"20m">;
  readonly "25m": MovieLensCsv<"25m">;
  readonly "32m": MovieLensCsv<"32m">;
  readonly latest: MovieLensCsv<"latest">;
}

export type MovieLensName = keyof MovieLensByName;

/** The names that `movielens` takes. */
export const movielensNames: readonly MovieLensName[] = Object.freeze([
  "100k",
  "1m",
  "latest-small",
  "20m",
  "25m",
  "32m",
  "latest",
]);

/**
 * Loads a MovieLens data set as Arquero tables with the column names of TensorFlow Datasets, rows
 * in the order of the files. Each file is read once, in pieces.
 *
 * In Node it is taken from `dataDir`, else from the folder that `TOWERKIT_DATA_DIR` names, else
 * from the cache (`$XDG_CACHE_HOME/towerkit` or `~/.cache/towerkit`), else downloaded from
 * GroupLens, checked against its checksum and put into the cache. In a browser, give `source`.
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
  const format = formatOf(checkOneOf<MovieLensName>("name", name, movielensNames));
  return (await loadMovieLens(format, options)) as unknown as MovieLensByName[N];
}

function formatOf(name: MovieLensName): MovieLensFormat<MovieLensName, object> {
  if (name === "100k") return movieLens100k;
  if (name === "1m") return movieLens1m;
  return movieLensCsv(name);
}
