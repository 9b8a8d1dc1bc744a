import type { NamedFile } from "../../sources/file-set.js";
import { Faults } from "../../text/faults.js";
import { type FaultOfRow, readRows } from "../../text/rows.js";
import { MovieRows, type Movies } from "../movies.js";

const FIELDS_BEFORE_GENRES = 5;

/** Reads `u.item`. `genres` are the genre ids of its flags, in order. */
export async function readMovies(file: NamedFile, genres: readonly number[]): Promise<Movies> {
  const faults = new Faults(file.path);
  const rows = new MovieRows();
  const layout = {
    encoding: "latin-1",
    separator: "|",
    fields: FIELDS_BEFORE_GENRES + genres.length,
    description: `film id, title, two dates, address, ${genres.length} genre flags, separated by "|"`,
  } as const;
  await readRows(file, { layout, faults }, (fields, fault) => {
    const [id, title] = fields;
    rows.add({ id, title, genres: flaggedGenres(fields, genres, fault) }, fault);
  });
  faults.throwIfAny();
  return rows.taken();
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
