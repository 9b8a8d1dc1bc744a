import type { NamedFile } from "../sources/file-set.js";
import { Faults } from "../text/faults.js";
import { latin1Field } from "../text/field-text.js";
import { readLaidOut } from "../text/laid-out-records.js";
import { decimalAt, wholeNumberAt } from "../text/numbers.js";
import type { RecordCursor } from "../text/record-cursor.js";
import type { RowLayout } from "../text/row-layout.js";
import type { IdIndex } from "./id-index.js";
import { RatingRows, type Ratings } from "./rating-rows.js";
import { findRepeats } from "./repeats.js";

export interface RatingsOptions {
  /** Of rows of user id, film id, rating and timestamp. */
  readonly layout: RowLayout;
  readonly scale: "1 to 5" | "halves";
  /** Those of a file of users, or none yet: then they are those that the ratings name. */
  readonly users: { readonly index: IdIndex; readonly file?: string };
  readonly movies: { readonly index: IdIndex; readonly file: string };
}

const LAST_SECOND = 0xffffffff;
const fieldNames = ["user id", "film id", "rating", "timestamp"];

/**
 * Reads a file of ratings, in one pass and without a string or an object for a row.
 * @throws DatasetError naming the line of the first fault.
 */
export async function readRatings(file: NamedFile, options: RatingsOptions): Promise<Ratings> {
  const { layout, scale, users, movies } = options;
  const faults = new Faults(file.path);
  const rows = new RatingRows();
  const isWhole = scale === "1 to 5";
  const least = isWhole ? 1 : 0.5;
  const isOpen = users.file === undefined;
  const userIndex = users.index;
  const movieIndex = movies.index;
  await readLaidOut(file, {
    layout,
    faults,
    onRecord(record) {
      const user = wholeNumberAt(record, 0);
      const rating = isWhole ? wholeNumberAt(record, 2) : decimalAt(record, 2);
      const timestamp = wholeNumberAt(record, 3);
      const isUser = user >= 0;
      const userRow = isOpen && isUser ? userIndex.add(user) : userIndex.rowOf(user);
      const movieRow = movieIndex.rowOf(wholeNumberAt(record, 1));
      const isRating = rating >= least && rating <= 5 && Number.isInteger(rating * 2);
      if (userRow >= 0 && movieRow >= 0 && isRating && timestamp <= LAST_SECOND) {
        if (rows.isFull) rows.grow((rows.length / record.consumedBytes) * file.size);
        rows.add(userRow, movieRow, rating, timestamp);
      } else {
        noteFault(faults, record, options);
      }
    },
  });
  faults.throwIfAny();
  const ratings = rows.taken();
  noteRepeats(faults, ratings, options);
  faults.throwIfAny();
  return ratings;
}

function noteFault(faults: Faults, record: RecordCursor, options: RatingsOptions): void {
  const { scale, users, movies } = options;
  const add = (kind: string, describe: () => string) => faults.add(record.line, kind, describe);
  const text = (field: number) => JSON.stringify(latin1Field(record, field));
  const notWhole = [0, 1, 3].find((field) => Number.isNaN(wholeNumberAt(record, field)));
  if (notWhole !== undefined) {
    const what = fieldNames[notWhole];
    add("number", () => `the ${what} must be a whole number, got ${text(notWhole)}.`);
  } else if (wholeNumberAt(record, 3) > LAST_SECOND) {
    add("timestamp", () => `the timestamp must be in seconds since 1970, got ${text(3)}.`);
  } else if (users.file !== undefined && users.index.rowOf(wholeNumberAt(record, 0)) < 0) {
    add("user", () => `user id ${wholeNumberAt(record, 0)} is not in ${users.file}.`);
  } else if (movies.index.rowOf(wholeNumberAt(record, 1)) < 0) {
    add("movie", () => `film id ${wholeNumberAt(record, 1)} is not in ${movies.file}.`);
  } else {
    const expected = scale === "1 to 5" ? "a whole number from 1 to 5" : "0.5 to 5 in halves";
    add("rating", () => `the rating must be ${expected}, got ${text(2)}.`);
  }
}

function noteRepeats(faults: Faults, ratings: Ratings, options: RatingsOptions): void {
  const { layout, users, movies } = options;
  const repeats = findRepeats(ratings, {
    users: users.index.ids.length,
    movies: movies.index.ids.length,
  });
  if (repeats === undefined) return;
  const { row, count } = repeats;
  const user = users.index.ids[ratings.userRow[row]];
  const movie = movies.index.ids[ratings.movieRow[row]];
  // Every row before it is sound, so it takes up one line.
  const line = row + 1 + (layout.header === undefined ? 0 : 1);
  const describe = () =>
    `user ${user} rated film ${movie} at ${ratings.timestamp[row]} in an earlier row already.`;
  for (let i = 0; i < count; i++) faults.add(line, "repeat", describe);
}
