import type { NamedFile } from "../../sources/file-set.js";
import { Faults } from "../../text/faults.js";
import { checkNoByteOrderMark } from "../../text/latin1.js";
import { countLines, LineCursor } from "../../text/lines.js";
import { CUT_OFF, wrongFields } from "../../text/rows.js";
import { readWholeNumbers } from "../../text/whole-numbers.js";
import { RepeatFinder } from "./repeats.js";

/** One entry a rating: which row of the users and of the catalogue it joins, and its own values. */
export interface Ratings {
  readonly userRow: Int32Array;
  readonly movieRow: Int32Array;
  readonly rating: Float32Array;
  readonly timestamp: Float64Array;
}

/** Where the ids stand in the other two files. */
export interface KnownIds {
  readonly users: ReadonlyMap<number, number>;
  readonly movies: ReadonlyMap<number, number>;
}

const TAB = 9;
const layout = { fields: 4, description: "user id, film id, rating, timestamp, separated by tabs" };

/** Reads `u.data`. */
export function readRatings(file: NamedFile, { users, movies }: KnownIds): Ratings {
  checkNoByteOrderMark(file);
  const faults = new Faults(file.path);
  const most = countLines(file.bytes);
  const userRow = new Int32Array(most);
  const movieRow = new Int32Array(most);
  const rating = new Float32Array(most);
  const timestamp = new Float64Array(most);
  const repeats = new RepeatFinder({ userRow, movieRow, timestamp });
  const numbers = new Float64Array(layout.fields);
  const line = new LineCursor(file.bytes);
  let numRows = 0;
  while (line.next()) {
    if (line.isCutOff) {
      faults.add(line.number, "cut off", () => CUT_OFF);
      break;
    }
    const found = readWholeNumbers(line, TAB, numbers);
    const user = users.get(numbers[0]);
    const movie = movies.get(numbers[1]);
    const isSound =
      found === layout.fields &&
      user !== undefined &&
      movie !== undefined &&
      numbers[2] >= 1 &&
      numbers[2] <= 5 &&
      !Number.isNaN(numbers[3]);
    if (!isSound) {
      noteFault(faults, { line, found, numbers, users, movies });
      continue;
    }
    userRow[numRows] = user;
    movieRow[numRows] = movie;
    rating[numRows] = numbers[2];
    timestamp[numRows] = numbers[3];
    if (repeats.add(numRows)) faults.add(line.number, "repeat", () => repeated(line));
    numRows++;
  }
  faults.throwIfAny();
  return {
    userRow: userRow.subarray(0, numRows),
    movieRow: movieRow.subarray(0, numRows),
    rating: rating.subarray(0, numRows),
    timestamp: timestamp.subarray(0, numRows),
  };
}

interface FaultyRow {
  readonly line: LineCursor;
  readonly found: number;
  readonly numbers: Float64Array;
  readonly users: KnownIds["users"];
  readonly movies: KnownIds["movies"];
}

function noteFault(faults: Faults, { line, found, numbers, users, movies }: FaultyRow): void {
  const add = (kind: string, describe: () => string) => faults.add(line.number, kind, describe);
  const [user, movie, rating] = numbers;
  if (found !== layout.fields) {
    add("fields", () => wrongFields(line.start === line.end ? 0 : found, layout));
  } else if (numbers.some(Number.isNaN)) {
    const position = numbers.findIndex(Number.isNaN);
    const text = JSON.stringify(line.text().split("\t")[position]);
    const what = ["user id", "film id", "rating", "timestamp"][position];
    add("number", () => `the ${what} must be a whole number, got ${text}.`);
  } else if (!(rating >= 1 && rating <= 5)) {
    add("rating", () => `the rating must be 1 to 5, got ${rating}.`);
  } else if (!users.has(user)) {
    add("user", () => `user id ${user} is not in u.user.`);
  } else if (!movies.has(movie)) {
    add("movie", () => `film id ${movie} is not in u.item.`);
  }
}

function repeated(line: LineCursor): string {
  const [user, movie, , timestamp] = line.text().split("\t");
  return `user ${user} rated film ${movie} at ${timestamp} in an earlier row already.`;
}
