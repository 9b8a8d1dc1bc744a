import fc from "fast-check";
import { occupationTexts } from "../src/movielens/1m/occupations.js";
import type { Parts1m } from "../src/movielens/1m/tables.js";
import { userColumns as userColumns1m } from "../src/movielens/1m/users.js";
import type { Parts } from "../src/movielens/100k/tables.js";
import { userColumns } from "../src/movielens/100k/users.js";
import { genreIds, occupationWords } from "../src/movielens/100k/write.js";
import { ageGroups } from "../src/movielens/ages.js";
import type { PartsCsv } from "../src/movielens/csv/write.js";
import { genreNames } from "../src/movielens/genres.js";

/** Latin-1 text that cannot be taken for UTF-8, without `|`, `:` and line ends. */
const latin1 = fc.stringMatching(/^[ -9;-{}~\u00c0-\u00ff]{1,12}$/);
/** Any text, with what CSV has to wrap in quotes. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 8 }),
  fc.stringMatching(/^[a",\r\n\u00e9]{1,8}$/),
);
const id = fc.oneof(fc.nat(30), fc.nat(3_000_000), fc.nat(999_999_999_999_999));
const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 5 }).map((each) => each.map(String));
const second = fc.nat(0xffffffff);

interface Choice {
  readonly user: number;
  readonly film: number;
  readonly rating: number;
  readonly time: number;
}

/** Ratings of so many users and films, no two of them equal. */
function choices(users: number, films: number, rating: fc.Arbitrary<number>) {
  const choice = fc.record({
    user: fc.nat(users - 1),
    film: fc.nat(films - 1),
    rating,
    time: second,
  });
  const key = ({ user, film, time }: Choice) => `${user} ${film} ${time}`;
  return fc.uniqueArray(choice, { selector: key, minLength: 1, maxLength: 8 }).map((rows) => ({
    userRow: Int32Array.from(rows, ({ user }) => user),
    movieRow: Int32Array.from(rows, ({ film }) => film),
    rating: Float32Array.from(rows, ({ rating }) => rating),
    timestamp: Uint32Array.from(rows, ({ time }) => time),
  }));
}

function movies(title: fc.Arbitrary<string>, genres: fc.Arbitrary<number[]>) {
  return ids.chain((movie_id) => {
    const each = { minLength: movie_id.length, maxLength: movie_id.length };
    return fc.record({
      movie_id: fc.constant(movie_id),
      movie_title: fc.array(title, each),
      movie_genres: fc.array(genres, each),
    });
  });
}

const stars = fc.integer({ min: 1, max: 5 });
const halves = fc.integer({ min: 1, max: 10 }).map((half) => half / 2);

function users<A, J>(ages: fc.Arbitrary<A>, jobs: fc.Arbitrary<J>) {
  return ids.chain((userIds) => {
    const each = { minLength: userIds.length, maxLength: userIds.length };
    return fc.record({
      ids: fc.constant(userIds),
      isMale: fc.array(fc.boolean(), each),
      ages: fc.array(ages, each),
      jobs: fc.array(jobs, each),
      zips: fc.array(fc.stringMatching(/^[0-9A-Z-]{5}$/), each),
    });
  });
}

/** What a data set of 100k's format may hold. */
export const parts100k: fc.Arbitrary<Parts> = fc
  .tuple(
    movies(
      latin1,
      fc.subarray([...genreIds]).map((genres) => genres.sort((a, b) => a - b)),
    ),
    users(fc.nat(130), fc.constantFrom(...occupationWords)),
  )
  .chain(([films, facts]) =>
    choices(facts.ids.length, films.movie_id.length, stars).map((ratings) => ({
      movies: films,
      users: userColumns(facts),
      ratings,
    })),
  );

const anyGenres = fc.subarray([...genreNames.keys()], { minLength: 1 });

/** What a data set of 1m's format may hold. */
export const parts1m: fc.Arbitrary<Parts1m> = fc
  .tuple(
    movies(latin1, anyGenres),
    users(fc.constantFrom(...ageGroups), fc.nat(occupationTexts.length - 1)),
  )
  .chain(([films, facts]) =>
    choices(facts.ids.length, films.movie_id.length, stars).map((ratings) => ({
      movies: films,
      users: userColumns1m(facts),
      ratings,
    })),
  );

/** What a data set of comma-separated values may hold. */
export const partsCsv: fc.Arbitrary<PartsCsv> = fc
  .tuple(movies(anyText, anyGenres), ids)
  .chain(([films, userIds]) => {
    const film = fc.constantFrom(...films.movie_id);
    const digits = fc.stringMatching(/^\d{0,9}$/);
    const tag = fc.record({
      user_id: fc.constantFrom(...userIds),
      movie_id: film,
      tag: fc.oneof(anyText, fc.constant("")),
      timestamp: second,
    });
    return fc.record({
      movies: fc.constant(films),
      userIds: fc.constant(userIds),
      ratings: choices(userIds.length, films.movie_id.length, halves),
      tags: fc.array(tag, { maxLength: 5 }),
      links: fc
        .tuple(fc.subarray([...films.movie_id]), fc.array(fc.tuple(digits, digits)))
        .map(([linked, others]) =>
          linked.map((movie_id, i) => {
            const [imdb_id, tmdb_id] = others[i] ?? ["0012345", ""];
            return { movie_id, imdb_id, tmdb_id };
          }),
        ),
    });
  });
