import { occupationTexts } from "../movielens/1m/occupations.js";
import type { Parts1m } from "../movielens/1m/tables.js";
import { userColumns } from "../movielens/1m/users.js";
import type { Parts } from "../movielens/100k/tables.js";
import { ageGroups } from "../movielens/ages.js";
import type { PartsCsv } from "../movielens/csv/write.js";
import { drawFilms } from "../synthetic/films.js";
import { drawUsers } from "../synthetic/users.js";
import { drawPairs, rate, type ToySize } from "./toy-ratings.js";

/** Draws what is in a small data set of 100k's format. */
export function toyParts100k(size: ToySize): Parts {
  const toy = drawPairs(size, "any");
  const { generator } = toy;
  const movies = drawFilms(generator, toy.items);
  const users = drawUsers(generator, toy.users);
  return { movies, users, ratings: rate(toy, () => 1 + generator.below(5)) };
}

/** Draws what is in a small data set of 1m's format. */
export function toyParts1m(size: ToySize): Parts1m {
  const toy = drawPairs(size, "by user and film");
  const { generator } = toy;
  const ids = Array.from({ length: toy.users }, (_, user) => String(user + 1));
  const oneOf = (values: readonly number[]) => values[generator.below(values.length)];
  return {
    movies: drawFilms(generator, toy.items),
    users: userColumns({
      ids,
      isMale: ids.map(() => generator.below(10) < 7),
      ages: ids.map(() => oneOf(ageGroups)),
      jobs: ids.map(() => generator.below(occupationTexts.length)),
      zips: ids.map(() => String(generator.below(100_000)).padStart(5, "0")),
    }),
    ratings: rate(toy, () => 1 + generator.below(5)),
  };
}

const TAGS = [
  "slow",
  "Worth seeing, twice",
  'so-called "classic"',
  "d\u00e9j\u00e0 vu",
  "\u6620\u753b",
];

/** Draws what is in a small data set of comma-separated values. */
export function toyPartsCsv(size: ToySize): PartsCsv {
  const toy = drawPairs(size, "by user and film");
  const { generator } = toy;
  const movies = drawFilms(generator, toy.items);
  const userIds = Array.from({ length: toy.users }, (_, user) => String(user + 1));
  const ratings = rate(toy, () => (1 + generator.below(10)) / 2);
  const tagged = Array.from(ratings.userRow.keys()).filter(() => generator.below(4) === 0);
  return {
    movies,
    userIds,
    ratings,
    tags: tagged.map((row) => ({
      user_id: userIds[ratings.userRow[row]],
      movie_id: movies.movie_id[ratings.movieRow[row]],
      tag: TAGS[generator.below(TAGS.length)],
      timestamp: ratings.timestamp[row] + 30,
    })),
    links: movies.movie_id.map((movie_id, film) => ({
      movie_id,
      imdb_id: String(100_000 + film).padStart(7, "0"),
      tmdb_id: film % 10 === 9 ? "" : String(1 + film),
    })),
  };
}
