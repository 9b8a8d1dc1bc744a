import { createGenerator } from "@towerkit/core";

/** One user's catalogue, scored; equal scores abound. */
export interface OracleUser {
  readonly scores: readonly number[];
  /** The test items, none of them twice; -1 for one that the catalogue lacks. */
  readonly items: readonly number[];
  /** Other candidates. */
  readonly excluded: readonly number[];
}

/** Users over one catalogue. */
export interface World {
  readonly users: readonly OracleUser[];
  readonly trainCounts: readonly number[];
  /** One a candidate. */
  readonly vectors: readonly (readonly number[])[];
  readonly ratings: readonly number[];
  readonly predictions: readonly number[];
}

/** The cut-offs that everything is measured at; the last is beyond every catalogue. */
export const CUTOFFS = [1, 5, 10, 50, 1000] as const;

const WORLDS = 20;
const USERS_OF_WORLD = 50;
const DIM = 4;

/** A thousand random rankings over catalogues of 2 to 400 items, with few to many equal scores. */
export const makeWorlds = (): World[] =>
  Array.from({ length: WORLDS }, (_, world) => makeWorld(world));

function makeWorld(world: number): World {
  const random = createGenerator(42, "metrics oracle", world);
  const numbers = <T>(length: number, next: () => T) => Array.from({ length }, next);
  const items = world === 0 ? 2 : 5 + random.below(396);
  const levels = [2, 5, 20, 1000][world % 4] as number;
  return {
    users: numbers(USERS_OF_WORLD, () => {
      const order = random.shuffle(Array.from({ length: items }, (_, item) => item));
      const chosen = 1 + random.below(Math.min(items, 30));
      const unknown = random.below(5) === 0 ? [-1] : [];
      return {
        scores: numbers(items, () => random.below(levels)),
        items: [...order.slice(0, chosen), ...unknown],
        excluded: order.slice(chosen, chosen + random.below(items - chosen + 1)),
      };
    }),
    trainCounts: numbers(items, () => 1 + random.below(50)),
    vectors: numbers(items, () => numbers(DIM, () => random.below(9) - 4)),
    ratings: numbers(100, () => 1 + random.below(5)),
    predictions: numbers(100, () => 1 + 4 * random.uniform()),
  };
}
