import type { NamedFile } from "../../sources/file-set.js";
import { type Table, tableOf } from "../../table.js";
import { Faults } from "../../text/faults.js";
import { csvLayout } from "../../text/layouts.js";
import { wholeNumber } from "../../text/numbers.js";
import { readRows } from "../../text/rows.js";
import type { Movies } from "../movies.js";
import type { LinkRow } from "../schemas.js";

const layout = csvLayout(["movieId", "imdbId", "tmdbId"]);

/** Reads `links.csv`. An id of another site is kept as it is written, and may be missing. */
export async function readLinks(file: NamedFile, movies: Movies): Promise<Table<LinkRow>> {
  const faults = new Faults(file.path);
  const isLinked = new Uint8Array(movies.movie_id.length);
  const ids: string[] = [];
  const imdbIds: string[] = [];
  const tmdbIds: string[] = [];
  await readRows(file, { layout, faults }, ([id, imdb, tmdb], fault) => {
    const row = movies.index.rowOf(wholeNumber(id));
    if (row < 0) {
      fault("movie", () => `film id ${JSON.stringify(id)} is not in movies.csv.`);
    } else if (isLinked[row] === 1) {
      fault("repeated id", () => `film id ${id} stands in the file twice.`);
    }
    for (const [site, other] of [
      ["IMDb", imdb],
      ["TMDB", tmdb],
    ]) {
      if (/^\d*$/.test(other)) continue;
      fault(
        "number",
        () => `the ${site} id must be digits or empty, got ${JSON.stringify(other)}.`,
      );
    }
    isLinked[row] = 1;
    ids.push(id);
    imdbIds.push(imdb);
    tmdbIds.push(tmdb);
  });
  faults.throwIfAny();
  return tableOf<LinkRow>({ movie_id: ids, imdb_id: imdbIds, tmdb_id: tmdbIds });
}
