import { ConfigError, shown } from "@towerkit/core";
import { isId, type Query } from "@towerkit/retrieval";

/** The query input that tells queries apart, where none is named. */
export const DEFAULT_QUERY_KEY = "user_id";

/**
 * Reads the key of each query, as text.
 * @throws ConfigError for a query that has no string or finite number under `queryKey`.
 */
export function keysOf(queries: readonly Query[], queryKey: string): string[] {
  return queries.map((query, q) => {
    const key = Object.hasOwn(query, queryKey) ? query[queryKey] : undefined;
    if (!isId(key)) {
      throw new ConfigError(
        `queries[${q}] must have a string or finite number under "${queryKey}", got ${shown(key)}.`,
      );
    }
    return String(key);
  });
}
