import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { zipSync } from "fflate";
import { joinTables1m, type MovieLens1mTables } from "./movielens/1m/tables.js";
import { writeFiles1m } from "./movielens/1m/write.js";
import { joinTables, type MovieLensTables } from "./movielens/100k/tables.js";
import { writeFiles } from "./movielens/100k/write.js";
import { joinTablesCsv, type MovieLensCsvTables } from "./movielens/csv/tables.js";
import { writeFilesCsv } from "./movielens/csv/write.js";
import type { MovieLensName } from "./movielens/movielens.js";
import type { LinkRow, RatingRow, TagRow } from "./movielens/schemas.js";
import { type Table, tableOf } from "./table.js";
import { toyParts1m, toyParts100k, toyPartsCsv } from "./testing/toy-parts.js";
import type { ToySize } from "./testing/toy-ratings.js";

/** How big a made data set is, and in which data set's format. */
export interface ToyOptions<N extends MovieLensName = MovieLensName> extends ToySize {
  /** Default: `"100k"`. */
  readonly dataset?: N;
}

/** The tables of a made data set. */
export type ToyTables<N extends MovieLensName> = N extends "100k"
  ? MovieLensTables
  : N extends "1m"
    ? MovieLens1mTables
    : MovieLensCsvTables;

/**
 * Makes small tables with all columns of a data set, by default of 100k. Ratings are drawn evenly:
 * there is nothing to learn.
 * @throws ConfigError if there are fewer pairs than rows.
 */
export function toyMovieLens<N extends MovieLensName = "100k">(
  options: ToyOptions<N> = {},
): ToyTables<N> {
  return made(options).tables() as ToyTables<N>;
}

/** Makes a small table of ratings with all of 100k's columns. */
export function toyRatings(options: ToySize = {}): Table<RatingRow> {
  return joinTables(toyParts100k(options)).ratings;
}

/** Makes the files of a small data set, by name. */
export function toyFiles(options: ToyOptions = {}): Record<string, Uint8Array> {
  return made(options).files();
}

/** Makes an archive as GroupLens packs it, with the files in a folder such as `ml-100k`. */
export function toyArchive(options: ToyOptions = {}): Uint8Array {
  const { folder, readme, files } = made(options);
  const contents = { [readme]: new TextEncoder().encode("Made data.\n"), ...files() };
  return zipSync(
    Object.fromEntries(
      Object.entries(contents).map(([name, bytes]) => [`${folder}/${name}`, bytes]),
    ),
  );
}

/** Writes a folder such as `ml-100k` with made files into `dir`, which can then be a `dataDir`. Node only. */
export async function writeToyMovieLens(dir: string, options: ToyOptions = {}): Promise<void> {
  const { folder, files } = made(options);
  await mkdir(join(dir, folder), { recursive: true });
  for (const [name, bytes] of Object.entries(files())) {
    await writeFile(join(dir, folder, name), bytes);
  }
}

interface Made {
  readonly folder: string;
  readonly readme: string;
  readonly files: () => Record<string, Uint8Array>;
  readonly tables: () => object;
}

function made({ dataset = "100k", ...size }: ToyOptions): Made {
  const folder = `ml-${dataset}`;
  if (dataset === "100k") {
    const parts = toyParts100k(size);
    const files = () => writeFiles(parts);
    return { folder, readme: "README", files, tables: () => joinTables(parts) };
  }
  if (dataset === "1m") {
    const parts = toyParts1m(size);
    const files = () => writeFiles1m(parts);
    return { folder, readme: "README", files, tables: () => joinTables1m(parts) };
  }
  const parts = toyPartsCsv(size);
  const tables = () =>
    joinTablesCsv({
      ...parts,
      tags: tableOfRows<TagRow>(parts.tags, ["user_id", "movie_id", "tag", "timestamp"]),
      links: tableOfRows<LinkRow>(parts.links, ["movie_id", "imdb_id", "tmdb_id"]),
    });
  return { folder, readme: "README.txt", files: () => writeFilesCsv(parts), tables };
}

function tableOfRows<R extends object>(rows: readonly R[], names: readonly (keyof R)[]): Table<R> {
  const columns = names.map((name) => [name, rows.map((row) => row[name])]);
  return tableOf<R>(Object.fromEntries(columns));
}
