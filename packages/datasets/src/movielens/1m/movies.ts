import type { NamedFile } from "../../sources/file-set.js";
import { Faults } from "../../text/faults.js";
import { latin1Layout } from "../../text/layouts.js";
import { readRows } from "../../text/rows.js";
import { genreLists, MovieRows, type Movies } from "../movies.js";

const layout = latin1Layout("::", ["film id", "title", "genres"]);

/** Reads `movies.dat`. */
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
