import { ConfigError, checkInteger, createGenerator, shown } from "@towerkit/core";
import { type Id, isId, type Query, type Scorer } from "@towerkit/retrieval";
import { candidatePlaces } from "@towerkit/tasks";
import { checkOut } from "./check-out.js";

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
export function random({ candidateIds, seed = 42, queryKey = "user_id" }: RandomOptions): Scorer {
  checkInteger("seed", seed, 0);
  candidatePlaces(candidateIds);
  const numCandidates = candidateIds.length;
  const order = new Int32Array(numCandidates);
  return {
    name: "random",
    numCandidates,
    async scores(queries, out) {
      checkOut(out, queries, numCandidates);
      const keys = queries.map((query, q) => keyOf(query, q, queryKey));
      for (const [q, key] of keys.entries()) {
        for (let c = 0; c < numCandidates; c++) order[c] = c;
        out.set(createGenerator(seed, "random baseline", key).shuffle(order), q * numCandidates);
      }
    },
  };
}

function keyOf(query: Query, q: number, queryKey: string): string {
  const key = Object.hasOwn(query, queryKey) ? query[queryKey] : undefined;
  if (!isId(key)) {
    throw new ConfigError(
      `queries[${q}] must have a string or finite number under "${queryKey}", got ${shown(key)}.`,
    );
  }
  return String(key);
}
