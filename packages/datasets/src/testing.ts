import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError, checkInteger, createGenerator } from "@towerkit/core";
import { zipSync } from "fflate";
import { joinTables, type MovieLensTables, type Parts } from "./movielens/100k/tables.js";
import { writeFiles } from "./movielens/100k/write.js";
import type { RatingRow } from "./movielens/schemas.js";
import { drawFilms } from "./synthetic/films.js";
import { drawUsers } from "./synthetic/users.js";
import type { Table } from "./table.js";

/** How big a made data set is. */
export interface ToyOptions {
  /** Default: 20. */
  readonly users?: number;
  /** Default: 30. At most 1,722. */
  readonly items?: number;
  /** Distinct pairs of a user and a film. Default: 200. */
  readonly rows?: number;
  /** Default: 42. */
  readonly seed?: number;
}

/**
 * Makes small tables with all of 100k's columns. Ratings are drawn evenly: there is nothing to learn.
 * @throws ConfigError if there are fewer pairs than rows.
 */
export function toyMovieLens(options: ToyOptions = {}): MovieLensTables {
  return joinTables(toyParts(options));
}

/** Makes a small table of ratings with all of 100k's columns. */
export function toyRatings(options: ToyOptions = {}): Table<RatingRow> {
  return toyMovieLens(options).ratings;
}

/** Makes the six files of a small data set in 100k's format, by name. */
export function toyFiles(options: ToyOptions = {}): Record<string, Uint8Array> {
  return writeFiles(toyParts(options));
}

/** Makes an archive as GroupLens packs it, with the files in the folder `ml-100k`. */
export function toyArchive(options: ToyOptions = {}): Uint8Array {
  const files = { README: new TextEncoder().encode("Made data.\n"), ...toyFiles(options) };
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`ml-100k/${name}`, bytes])),
  );
}

/** Writes `ml-100k/` with made files into `dir`, which can then be a `dataDir`. Node only. */
export async function writeToyMovieLens(dir: string, options: ToyOptions = {}): Promise<void> {
  const folder = join(dir, "ml-100k");
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(toyFiles(options))) {
    await writeFile(join(folder, name), bytes);
  }
}

const MOST_ITEMS = 1_722;
const FIRST_SECOND = 874_724_710;

function toyParts({ users = 20, items = 30, rows = 200, seed = 42 }: ToyOptions): Parts {
  checkInteger("users", users, 1);
  checkInteger("items", items, 1);
  checkInteger("rows", rows, 0);
  if (items > MOST_ITEMS)
    throw new ConfigError(`items must be at most ${MOST_ITEMS}, got ${items}.`);
  if (rows > users * items) {
    throw new ConfigError(
      `rows is ${rows}, but ${users} users and ${items} items make ${users * items} pairs.`,
    );
  }
  const generator = createGenerator(seed, "toy");
  const pairs = Int32Array.from({ length: users * items }, (_, pair) => pair);
  const drawn = generator.shuffle(pairs).subarray(0, rows);
  return {
    movies: drawFilms(generator, items),
    users: drawUsers(generator, users),
    ratings: {
      userRow: drawn.map((pair) => Math.floor(pair / items)),
      movieRow: drawn.map((pair) => pair % items),
      rating: Float32Array.from(drawn, () => 1 + generator.below(5)),
      timestamp: Float64Array.from(drawn, (_, row) => FIRST_SECOND + row * 60),
    },
  };
}
