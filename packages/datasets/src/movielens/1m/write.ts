import { genreNames } from "../genres.js";
import { latin1Bytes } from "../latin1-bytes.js";
import { occupationTexts } from "./occupations.js";
import type { Parts1m } from "./tables.js";

/** Writes a data set as the files of MovieLens 1M. */
export function writeFiles1m({ movies, users, ratings }: Parts1m): Record<string, Uint8Array> {
  const { userRow, movieRow, rating, timestamp } = ratings;
  const ratingLines = Array.from(rating, (stars, row) => {
    const ids = [users.user_id[userRow[row]], movies.movie_id[movieRow[row]]];
    return `${[...ids, stars, timestamp[row]].join("::")}\n`;
  });
  return {
    "movies.dat": latin1Bytes(
      movies.movie_id.map(
        (id, row) => `${id}::${movies.movie_title[row]}::${genres(movies.movie_genres[row])}\n`,
      ),
    ),
    "users.dat": latin1Bytes(
      users.user_id.map((id, row) => {
        const gender = users.user_gender[row] ? "M" : "F";
        const job = occupationTexts.indexOf(users.user_occupation_text[row]);
        const facts = [id, gender, users.bucketized_user_age[row], job, users.user_zip_code[row]];
        return `${facts.join("::")}\n`;
      }),
    ),
    "ratings.dat": latin1Bytes(ratingLines),
  };
}

/** 1m says "Children's" where the later data sets say "Children". */
function genres(ids: readonly number[]): string {
  return ids.map((id) => genreNames[id].replace(/^Children$/, "Children's")).join("|");
}
