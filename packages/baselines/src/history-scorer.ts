import type { Scorer } from "@towerkit/retrieval";
import { checkOut } from "./check-out.js";
import type { Interactions } from "./interactions/interactions.js";
import { keysOf } from "./query-key.js";

/** What a scorer that looks up its users' items is made of. */
export interface HistoryScorerParts {
  readonly name: string;
  readonly interactions: Interactions;
  readonly queryKey: string;
  /**
   * Writes the scores of known users, `[users.length, numItems]`; a user of -1 is unknown, and what its
   * row holds does not matter.
   */
  scoreUsers(users: Int32Array, out: Float32Array): void | Promise<void>;
}

/** Makes a scorer that ranks by popularity where a query's user is not in the train table. */
export function historyScorer(parts: HistoryScorerParts): Scorer {
  const { name, interactions, queryKey, scoreUsers } = parts;
  const { numItems, rowsOfItem } = interactions;
  return {
    name,
    numCandidates: numItems,
    async scores(queries, out) {
      checkOut(out, queries, numItems);
      const users = usersOf(keysOf(queries, queryKey), interactions);
      await scoreUsers(users, out);
      for (const [q, user] of users.entries()) if (user < 0) out.set(rowsOfItem, q * numItems);
    },
  };
}

/** The users' numbers, -1 for one that is not in the train table. */
export function usersOf(keys: readonly string[], { userOfKey }: Interactions): Int32Array {
  return Int32Array.from(keys, (key) => userOfKey.get(key) ?? -1);
}
