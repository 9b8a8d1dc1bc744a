import type { NamedFile } from "../../sources/file-set.js";
import { Faults } from "../../text/faults.js";
import { csvLayout } from "../../text/layouts.js";
import { readRows } from "../../text/rows.js";
import { genreLists, MovieRows, type Movies } from "../movies.js";

const layout = csvLayout(["movieId", "title", "genres"]);

/** Reads `movies.csv`. */
export async function readMovies(file: NamedFile): Promise<Movies> {
  const faults = new Faults(file.path);
  const rows = new MovieRows();
  const genresOf = genreLists();
  await readRows(file, { layout, faults }, ([id, title, genres], fault) => {
    rows.add({ id, title, genres: genresOf(genres, fault) }, fault);
  });
  faults.throwIfAny();
  return rows.taken();
}
