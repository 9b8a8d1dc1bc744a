import { ConfigError, shown } from "@towerkit/core";

type Inputs = Readonly<Record<string, unknown>>;

/**
 * Checks that every query has a value under each key that the encoder reads.
 * @throws ConfigError naming the query and the keys that it lacks.
 */
export function checkQueries(queries: readonly object[], inputs: readonly string[]): void {
  if (!Array.isArray(queries)) {
    throw new ConfigError(`queries must be an array of objects, got ${shown(queries)}.`);
  }
  for (const [q, query] of queries.entries()) {
    if (typeof query !== "object" || query === null) {
      throw new ConfigError(`${called(q, queries)} must be an object, got ${shown(query)}.`);
    }
    const missing = inputs.filter((name) => inputOf(query, name) === undefined);
    if (missing.length > 0) {
      throw new ConfigError(
        `${called(q, queries)} lacks ${quoted(missing)}; it has ${quoted(Object.keys(query))} and needs ${quoted(inputs)}.`,
      );
    }
  }
}

/** The value under a key of a query's own; `null` counts as none. */
export function inputOf(query: object, key: string): unknown {
  return Object.hasOwn(query, key) ? ((query as Inputs)[key] ?? undefined) : undefined;
}

/** How messages call one of several queries. */
export function called(q: number, queries: readonly object[]): string {
  return queries.length === 1 ? "the query" : `queries[${q}]`;
}

/** A query's values, as messages show them. */
export function described(query: object, inputs: readonly string[]): string {
  return inputs.map((name) => `${name} ${shown(inputOf(query, name))}`).join(", ");
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ") || "no keys";
}
