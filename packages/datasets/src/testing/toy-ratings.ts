import { ConfigError, checkInteger, createGenerator, type Generator } from "@towerkit/core";
import type { Ratings } from "../movielens/rating-rows.js";

/** How big a made data set is. */
export interface ToySize {
  /** Default: 20. */
  readonly users?: number;
  /** Default: 30. At most 1,722. */
  readonly items?: number;
  /** Distinct pairs of a user and a film. Default: 200. */
  readonly rows?: number;
  /** Default: 42. */
  readonly seed?: number;
}

/** Distinct pairs of a user and a film, evenly drawn: there is nothing to learn. */
export interface ToyPairs {
  readonly users: number;
  readonly items: number;
  readonly generator: Generator;
  /** User × items + film, in the order of the rows. */
  readonly pairs: Int32Array;
}

const MOST_ITEMS = 1_722;
const FIRST_SECOND = 874_724_710;

/** @throws ConfigError if there are fewer pairs than rows. */
export function drawPairs(
  { users = 20, items = 30, rows = 200, seed = 42 }: ToySize,
  order: "any" | "by user and film",
): ToyPairs {
  checkInteger("users", users, 1);
  checkInteger("items", items, 1);
  checkInteger("rows", rows, 0);
  if (items > MOST_ITEMS)
    throw new ConfigError(`items must be at most ${MOST_ITEMS}, got ${items}.`);
  if (rows > users * items) {
    throw new ConfigError(
      `rows is ${rows}, but ${users} users and ${items} items make ${users * items} pairs.`,
    );
  }
  const generator = createGenerator(seed, "toy");
  const pairs = Int32Array.from({ length: users * items }, (_, pair) => pair);
  const drawn = generator.shuffle(pairs).subarray(0, rows);
  if (order === "by user and film") drawn.sort();
  return { users, items, generator, pairs: drawn };
}

/** Rates the pairs, one a minute. */
export function rate({ items, pairs }: ToyPairs, draw: () => number): Ratings {
  return {
    userRow: pairs.map((pair) => Math.floor(pair / items)),
    movieRow: pairs.map((pair) => pair % items),
    rating: Float32Array.from(pairs, draw),
    timestamp: Float64Array.from(pairs, (_, row) => FIRST_SECOND + row * 60),
  };
}
