import { genreId } from "../genres.js";
import { latin1Bytes } from "../latin1-bytes.js";
import type { Parts } from "./tables.js";

const genreWords = [
  "unknown",
  "Action",
  "Adventure",
  "Animation",
  "Children's",
  "Comedy",
  "Crime",
  "Documentary",
  "Drama",
  "Fantasy",
  "Film-Noir",
  "Horror",
  "Musical",
  "Mystery",
  "Romance",
  "Sci-Fi",
  "Thriller",
  "War",
  "Western",
];

/** The genre ids that 100k has: what a film made in its format may carry. */
export const genreIds: readonly number[] = genreWords.map(genreId);

/** The words of `u.occupation`. */
export const occupationWords: readonly string[] = [
  "administrator",
  "artist",
  "doctor",
  "educator",
  "engineer",
  "entertainment",
  "executive",
  "healthcare",
  "homemaker",
  "lawyer",
  "librarian",
  "marketing",
  "none",
  "other",
  "programmer",
  "retired",
  "salesman",
  "scientist",
  "student",
  "technician",
  "writer",
];

/** Writes a data set as the files of MovieLens 100k. */
export function writeFiles({ movies, users, ratings }: Parts): Record<string, Uint8Array> {
  return {
    "u.data": ratingLines({ movies, users, ratings }),
    "u.item": latin1Bytes(
      movies.movie_id.map((id, row) => {
        const flags = genreIds.map((genre) => (movies.movie_genres[row].includes(genre) ? 1 : 0));
        return `${id}|${movies.movie_title[row]}||||${flags.join("|")}\n`;
      }),
    ),
    "u.user": latin1Bytes(
      users.user_id.map((id, row) => {
        const gender = users.user_gender[row] ? "M" : "F";
        const facts = [id, users.raw_user_age[row], gender, users.user_occupation_text[row]];
        return `${facts.join("|")}|${users.user_zip_code[row]}\n`;
      }),
    ),
    "u.genre": latin1Bytes([...genreWords.map((word, position) => `${word}|${position}\n`), "\n"]),
    "u.occupation": latin1Bytes([...occupationWords.map((word) => `${word}\n`), "\n"]),
    "u.info": latin1Bytes([
      `${users.user_id.length} users\n`,
      `${movies.movie_id.length} items\n`,
      `${ratings.rating.length} ratings\n`,
    ]),
  };
}

function ratingLines({ movies, users, ratings }: Parts): Uint8Array {
  const { userRow, movieRow, rating, timestamp } = ratings;
  const lines = new Array<string>(rating.length);
  for (let row = 0; row < rating.length; row++) {
    lines[row] =
      `${users.user_id[userRow[row]]}\t${movies.movie_id[movieRow[row]]}\t${rating[row]}\t${timestamp[row]}\n`;
  }
  // Digits and tabs are the same bytes in UTF-8, and the encoder is quicker.
  return new TextEncoder().encode(lines.join(""));
}
