import { ConfigError, shown } from "@towerkit/core";
import type { Id } from "../id.js";
import { inputOf } from "./query-checks.js";

/** Which items each query key has seen. */
export class SeenItems {
  readonly #seen: ReadonlyMap<string, readonly Id[]>;
  readonly #queryKey: string;

  constructor(seen: ReadonlyMap<string, readonly Id[]>, queryKey: string | undefined) {
    if (queryKey === undefined) {
      throw new ConfigError("seen needs queryKey, the query input under which it is kept.");
    }
    this.#seen = seen;
    this.#queryKey = queryKey;
  }

  /** What a query's key has seen: nothing, for a key that is new. */
  of(query: object, called: string): readonly Id[] {
    const key = inputOf(query, this.#queryKey);
    if (typeof key !== "string" && typeof key !== "number") {
      throw new ConfigError(
        `${called} needs a string or number under "${this.#queryKey}" to leave out what was seen, got ${shown(key)}; excludeSeen: false keeps it in.`,
      );
    }
    return this.#seen.get(String(key)) ?? [];
  }
}
