import { checkInteger, createGenerator } from "@towerkit/core";
import { sha256 } from "#platform";
import { joinTables, type MovieLensTables } from "../movielens/100k/tables.js";
import { writeFiles } from "../movielens/100k/write.js";
import { drawActivity } from "./activity.js";
import { drawFilms } from "./films.js";
import { drawHistories } from "./histories.js";
import { drawTaste } from "./taste.js";
import { drawUsers } from "./users.js";

/** Made data in the shape of MovieLens 100k. */
export interface SyntheticMovieLens extends MovieLensTables {
  readonly name: "synthetic";
  readonly origin: { readonly kind: "synthetic"; readonly location: string };
  /** As of `MovieLens100k`: SHA-256 of the files that would hold this data. */
  readonly digest: string;
  readonly synthetic: true;
}

export interface SyntheticOptions {
  /** Decides everything. Default: 42. */
  readonly seed?: number;
}

/**
 * Makes data in the shape of MovieLens 100k: 943 users, 1,682 films, 100,000 ratings and every
 * column, for trying things without a download. Popularity follows Zipf's law, users have 20 to 700
 * ratings, and what they pick and how they rate it follows a taste of low rank that is tied to the
 * films' genres and to the users' age, gender and occupation. The titles are invented. The same
 * seed gives the same data everywhere.
 *
 * @throws ConfigError if the seed is not a whole number from 0.
 * @example
 * const { ratings, movies } = synthetic({ seed: 42 });
 */
export function synthetic({ seed = 42 }: SyntheticOptions = {}): SyntheticMovieLens {
  checkInteger("seed", seed, 0);
  const generator = (purpose: string) => createGenerator(seed, "synthetic", purpose);
  const movies = drawFilms(generator("films"), 1_682);
  const users = drawUsers(generator("users"), 943);
  const taste = drawTaste(generator("taste"), { films: movies, users });
  const activity = drawActivity(generator("activity"), {
    users: 943,
    rows: 100_000,
    least: 20,
    most: 700,
  });
  const ratings = drawHistories({ seed, taste, activity });
  const parts = { movies, users, ratings };
  const files = writeFiles(parts);
  return {
    ...joinTables(parts),
    name: "synthetic",
    origin: { kind: "synthetic", location: `synthetic({ seed: ${seed} })` },
    digest: sha256([files["u.data"], files["u.item"], files["u.user"]]),
    synthetic: true,
  };
}
