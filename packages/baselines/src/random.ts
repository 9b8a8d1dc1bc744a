import { checkInteger, createGenerator } from "@towerkit/core";
import type { Id, Scorer } from "@towerkit/retrieval";
import { candidatePlaces } from "@towerkit/tasks";
import { checkOut } from "./check-out.js";
import { DEFAULT_QUERY_KEY, keysOf } from "./query-key.js";

/** What a random ranking depends on. */
export interface RandomOptions {
  /** The catalogue: every item once. */
  readonly candidateIds: readonly Id[];
  /** A whole number from 0. Default 42. */
  readonly seed?: number | undefined;
  /** The query input that tells queries apart. Default `"user_id"`. */
  readonly queryKey?: string | undefined;
}

/**
 * Ranks the items in an order of its own for each query key, every order being equally likely.
 * It depends on the seed, the key's value (as a string) and the size of the catalogue only: not on
 * what else is scored, nor when.
 *
 * A query's scores are 0, 1, 2 … shuffled, so no two are equal (below 2²⁴ items, where float32 ends
 * counting).
 * @throws ConfigError if the seed is no whole number from 0 or an id comes twice; in `scores`, if
 * a query has no string or number under `queryKey`.
 * @example
 * const scorer = random({ candidateIds: ["Heat (1995)", "Fargo (1996)"], seed: 42 });
 */
export function random(options: RandomOptions): Scorer {
  const { candidateIds, seed = 42, queryKey = DEFAULT_QUERY_KEY } = options;
  checkInteger("seed", seed, 0);
  candidatePlaces(candidateIds);
  const numCandidates = candidateIds.length;
  const order = new Int32Array(numCandidates);
  return {
    name: "random",
    numCandidates,
    async scores(queries, out) {
      checkOut(out, queries, numCandidates);
      const keys = keysOf(queries, queryKey);
      for (const [q, key] of keys.entries()) {
        for (let c = 0; c < numCandidates; c++) order[c] = c;
        out.set(createGenerator(seed, "random baseline", key).shuffle(order), q * numCandidates);
      }
    },
  };
}
