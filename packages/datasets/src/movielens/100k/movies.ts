import type { NamedFile } from "../../sources/file-set.js";
import { Faults } from "../../text/faults.js";
import { checkLatin1 } from "../../text/latin1.js";
import { type FaultOfRow, readFields } from "../../text/rows.js";
import { wholeNumber } from "../../text/whole-numbers.js";

/** The catalogue's columns, and where each film id stands. */
export interface Movies {
  readonly movie_id: readonly string[];
  readonly movie_title: readonly string[];
  readonly movie_genres: readonly (readonly number[])[];
  readonly rowOfId: ReadonlyMap<number, number>;
}

const FIELDS_BEFORE_GENRES = 5;

/** Reads `u.item`. `genres` are the genre ids of its flags, in order. */
export function readMovies(file: NamedFile, genres: readonly number[]): Movies {
  checkLatin1(file);
  const faults = new Faults(file.path);
  const layout = {
    fields: FIELDS_BEFORE_GENRES + genres.length,
    description: `film id, title, two dates, address, ${genres.length} genre flags, separated by "|"`,
  };
  const rowOfId = new Map<number, number>();
  const movies = {
    movie_id: [] as string[],
    movie_title: [] as string[],
    movie_genres: [] as (readonly number[])[],
    rowOfId,
  };
  readFields(file, { layout, faults }, (fields, fault) => {
    const [idText, title] = fields;
    const id = wholeNumber(idText);
    if (Number.isNaN(id)) {
      fault("id", () => `the film id must be a whole number, got ${JSON.stringify(idText)}.`);
    } else if (rowOfId.has(id)) {
      fault("repeated id", () => `film id ${id} stands in the catalogue twice.`);
    }
    if (title === "") fault("title", () => "the title is empty.");
    rowOfId.set(id, movies.movie_id.length);
    movies.movie_id.push(idText);
    movies.movie_title.push(title);
    movies.movie_genres.push(flaggedGenres(fields, genres, fault));
  });
  faults.throwIfAny();
  return movies;
}

function flaggedGenres(
  fields: readonly string[],
  genres: readonly number[],
  fault: FaultOfRow,
): readonly number[] {
  const ids: number[] = [];
  for (let i = 0; i < genres.length; i++) {
    const flag = fields[FIELDS_BEFORE_GENRES + i];
    if (flag === "1") ids.push(genres[i]);
    else if (flag !== "0") {
      fault("flag", () => `a genre flag must be 0 or 1, got ${JSON.stringify(flag)}.`);
    }
  }
  return Object.freeze(ids.sort((a, b) => a - b));
}
