import type { NamedFile } from "../../sources/file-set.js";
import { Faults } from "../../text/faults.js";
import { latin1Layout } from "../../text/layouts.js";
import { wholeNumber } from "../../text/numbers.js";
import type { RowLayout } from "../../text/row-layout.js";
import { readRows } from "../../text/rows.js";
import { genreId } from "../genres.js";
import { occupationLabel } from "./occupations.js";

/** Reads `u.genre`: the genre ids of `u.item`'s flags, in the order of the flags. */
export async function readGenres(file: NamedFile): Promise<readonly number[]> {
  const faults = new Faults(file.path);
  const layout = latin1Layout("|", ["genre", "number"]);
  const ids: number[] = [];
  await readRows(file, { layout, faults }, ([word, position], fault) => {
    const id = genreId(word);
    if (id < 0) fault("genre", () => `${JSON.stringify(word)} is no genre that MovieLens has.`);
    if (wholeNumber(position) !== ids.length || ids.includes(id)) {
      fault("order", () => `expected the next genre and the number ${ids.length}.`);
    }
    ids.push(id);
  });
  faults.throwIfAny();
  return ids;
}

/** Reads `u.occupation`: the words that `u.user` may use. */
export async function readOccupations(file: NamedFile): Promise<ReadonlySet<string>> {
  const faults = new Faults(file.path);
  const words = new Set<string>();
  await readRows(file, { layout: oneField("occupation"), faults }, ([word], fault) => {
    if (occupationLabel(word) < 0) {
      fault("occupation", () => `${JSON.stringify(word)} is no occupation that 100k has.`);
    }
    words.add(word);
  });
  faults.throwIfAny();
  return words;
}

/** One field a row. */
const oneField = (what: string): RowLayout => latin1Layout("|", [what]);

/** How many rows the data set says it has. */
export interface Counts {
  readonly users: number;
  readonly items: number;
  readonly ratings: number;
}

/** Reads `u.info`. */
export async function readCounts(file: NamedFile): Promise<Counts> {
  const faults = new Faults(file.path);
  const found = new Map<string, number>();
  await readRows(file, { layout: oneField("count"), faults }, ([text], fault) => {
    const [, count, what] = /^(\d+) (users|items|ratings)$/.exec(text) ?? [];
    if (what === undefined || found.has(what)) {
      fault("count", () => `expected a count such as "943 users", got ${JSON.stringify(text)}.`);
    } else {
      found.set(what, Number(count));
    }
  });
  const countOf = (what: keyof Counts): number => {
    const count = found.get(what);
    if (count === undefined)
      faults.add(found.size + 1, what, () => `the number of ${what} is missing.`);
    return count ?? 0;
  };
  const counts = { users: countOf("users"), items: countOf("items"), ratings: countOf("ratings") };
  faults.throwIfAny();
  return counts;
}
