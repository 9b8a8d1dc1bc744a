import { ConfigError, columnOf, type Schema, type TableLike } from "@towerkit/core";
import { tutorialTestBits } from "../generated/tutorial-split.js";
import { isTable, notATable } from "../table.js";
import { partsOf, type Split } from "./random-split.js";

const NUM_ROWS = 100_000;
/** Of user and film ids of 100k's `u.data`, as `idsChecksum` sums them up. */
const CHECKSUM = 4_188_033_965;

/**
 * Splits 100k's ratings into the very 80,000 train and 20,000 test rows of TensorFlow Recommenders'
 * tutorials (TensorFlow's `shuffle` with seed 42 over TensorFlow Datasets' row order).
 *
 * @throws ConfigError if the table is not the whole of 100k's ratings in the order of `u.data`.
 * @see https://www.tensorflow.org/recommenders/examples/basic_retrieval
 */
export function tutorialSplit<S extends Schema>(ratings: TableLike<S>): Split<S> {
  if (!isTable(ratings)) throw new ConfigError(notATable("ratings", ratings));
  const numRows = ratings.numRows();
  if (numRows !== NUM_ROWS) {
    throw new ConfigError(`${ONLY_100K} This table has ${numRows} rows.`);
  }
  const users = columnOf(ratings, "user_id", "ratings");
  const films = columnOf(ratings, "movie_id", "ratings");
  if (idsChecksum(users, films) !== CHECKSUM) {
    throw new ConfigError(
      `${ONLY_100K} This table holds other rows, or has them in another order.`,
    );
  }
  return partsOf(ratings, testRows());
}

const ONLY_100K =
  "tutorialSplit splits the whole of MovieLens 100k's ratings, in file order: " +
  'give it the ratings of movielens("100k") as they are, or use randomSplit.';

/** A checksum over the ids' characters in row order (FNV-1a with 32 bits). */
export function idsChecksum(users: ArrayLike<unknown>, films: ArrayLike<unknown>): number {
  let sum = 0x811c9dc5;
  const take = (text: string): void => {
    for (let at = 0; at <= text.length; at++) {
      // A line feed after each id parts it from the next.
      sum = Math.imul(sum ^ (at < text.length ? text.charCodeAt(at) : 10), 0x01000193);
    }
  };
  for (let row = 0; row < users.length; row++) {
    take(String(users[row]));
    take(String(films[row]));
  }
  return sum >>> 0;
}

function testRows(): Uint8Array {
  const bits = atob(tutorialTestBits);
  return Uint8Array.from(
    { length: NUM_ROWS },
    (_, row) => (bits.charCodeAt(row >> 3) >> (row & 7)) & 1,
  );
}
