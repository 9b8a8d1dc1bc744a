import { DictionaryColumn } from "../../columns/dictionary-column.js";
import { GrowingDictionary } from "../../columns/growing-dictionary.js";
import type { NamedFile } from "../../sources/file-set.js";
import { type Table, tableOf } from "../../table.js";
import { Faults } from "../../text/faults.js";
import { csvLayout } from "../../text/layouts.js";
import { wholeNumber } from "../../text/numbers.js";
import { readRows } from "../../text/rows.js";
import type { Movies } from "../movies.js";
import type { TagRow } from "../schemas.js";

const layout = csvLayout(["userId", "movieId", "tag", "timestamp"]);

/** Reads `tags.csv`. A tag may be any text: users wrote them. */
export async function readTags(file: NamedFile, movies: Movies): Promise<Table<TagRow>> {
  const faults = new Faults(file.path);
  const users = new GrowingDictionary();
  const tags = new GrowingDictionary();
  const movieRows: number[] = [];
  const timestamps: number[] = [];
  await readRows(file, { layout, faults }, ([user, movie, tag, time], fault) => {
    const movieRow = movies.index.rowOf(wholeNumber(movie));
    const timestamp = wholeNumber(time);
    if (Number.isNaN(wholeNumber(user))) {
      fault("number", () => `the user id must be a whole number, got ${JSON.stringify(user)}.`);
    } else if (Number.isNaN(timestamp)) {
      fault("number", () => `the timestamp must be a whole number, got ${JSON.stringify(time)}.`);
    } else if (movieRow < 0) {
      fault("movie", () => `film id ${JSON.stringify(movie)} is not in movies.csv.`);
    }
    users.add(user);
    tags.add(tag);
    movieRows.push(movieRow);
    timestamps.push(timestamp);
  });
  faults.throwIfAny();
  return tableOf<TagRow>({
    user_id: users.column(),
    movie_id: new DictionaryColumn(movies.movie_id, Int32Array.from(movieRows)),
    tag: tags.column(),
    timestamp: Float64Array.from(timestamps),
  });
}
