import { genreNames } from "../genres.js";
import type { JoinParts } from "../join.js";
import type { LinkRow, TagRow } from "../schemas.js";

/** What is written. */
export interface PartsCsv extends JoinParts {
  readonly tags: readonly TagRow[];
  readonly links: readonly LinkRow[];
}

/** Writes a data set as files of comma-separated values. */
export function writeFilesCsv(
  { movies, userIds, ratings, tags, links }: PartsCsv,
  { newline = "\n" }: { readonly newline?: "\n" | "\r\n" } = {},
): Record<string, Uint8Array> {
  const { userRow, movieRow, rating, timestamp } = ratings;
  const file = (rows: readonly (readonly unknown[])[]) =>
    new TextEncoder().encode(rows.map((row) => row.map(field).join(",") + newline).join(""));
  return {
    "movies.csv": file([
      ["movieId", "title", "genres"],
      ...movies.movie_id.map((id, row) => [
        id,
        movies.movie_title[row],
        movies.movie_genres[row].map((genre) => genreNames[genre]).join("|"),
      ]),
    ]),
    "links.csv": file([
      ["movieId", "imdbId", "tmdbId"],
      ...links.map(({ movie_id, imdb_id, tmdb_id }) => [movie_id, imdb_id, tmdb_id]),
    ]),
    "tags.csv": file([
      ["userId", "movieId", "tag", "timestamp"],
      ...tags.map(({ user_id, movie_id, tag, timestamp }) => [user_id, movie_id, tag, timestamp]),
    ]),
    "ratings.csv": file([
      ["userId", "movieId", "rating", "timestamp"],
      ...Array.from(rating, (stars, row) => [
        userIds[userRow[row]],
        movies.movie_id[movieRow[row]],
        stars.toFixed(1),
        timestamp[row],
      ]),
    ]),
  };
}

function field(value: unknown): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
