import type { Ratings } from "./rating-rows.js";

/** Rows of the same user, film and time as an earlier one. */
export interface Repeats {
  /** The first of them, counted from 0. */
  readonly row: number;
  readonly count: number;
}

/**
 * Finds rows of the same user, film and time, in one pass over the rows of each user.
 * @param sizes - how many users and films there are.
 */
export function findRepeats(
  { userRow, movieRow, timestamp }: Ratings,
  sizes: { readonly users: number; readonly movies: number },
): Repeats | undefined {
  const order = isRising(userRow) ? undefined : rowsByUser(userRow, sizes.users);
  /** 1 + the place in the order where a film was last met. */
  const lastPlace = new Int32Array(sizes.movies);
  /** The times of films that the user rated more than once. */
  let times = new Map<number, Set<number>>();
  let user = -1;
  let firstPlace = 0;
  let row = -1;
  let count = 0;
  for (let place = 0; place < userRow.length; place++) {
    const here = order === undefined ? place : order[place];
    if (userRow[here] !== user) {
      user = userRow[here];
      firstPlace = place;
      if (times.size > 0) times = new Map();
    }
    const movie = movieRow[here];
    const before = lastPlace[movie] - 1;
    lastPlace[movie] = place + 1;
    if (before < firstPlace) continue;
    let known = times.get(movie);
    if (known === undefined) {
      known = new Set([timestamp[order === undefined ? before : order[before]]]);
      times.set(movie, known);
    }
    if (known.has(timestamp[here])) {
      count++;
      if (row < 0 || here < row) row = here;
    }
    known.add(timestamp[here]);
  }
  return count === 0 ? undefined : { row, count };
}

function isRising(numbers: Int32Array): boolean {
  for (let i = 1; i < numbers.length; i++) if (numbers[i] < numbers[i - 1]) return false;
  return true;
}

/** The rows of the first user, then those of the next, each in their order. */
function rowsByUser(userRow: Int32Array, numUsers: number): Int32Array {
  const next = new Int32Array(numUsers + 1);
  for (let row = 0; row < userRow.length; row++) next[userRow[row] + 1]++;
  for (let user = 0; user < numUsers; user++) next[user + 1] += next[user];
  const order = new Int32Array(userRow.length);
  for (let row = 0; row < userRow.length; row++) order[next[userRow[row]]++] = row;
  return order;
}
