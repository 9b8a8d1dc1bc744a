import type { Bundle } from "@towerkit/bundle";
import { ConfigError } from "@towerkit/core";
import type { Query } from "@towerkit/retrieval";
import { UsageError } from "../cli/failures.js";
import type { Voice } from "../cli/io.js";
import { latestRowOf } from "./latest-row.js";

/** How the command line names a query. */
export interface QueryOptions {
  readonly user?: string;
  readonly query?: string;
}

/**
 * Reads the query that the options name.
 * @throws UsageError if they name none, two, or one that the bundle's query tower cannot read.
 */
export async function resolveQuery(
  bundle: Bundle,
  { user, query }: QueryOptions,
  voice: Pick<Voice, "note">,
): Promise<Query> {
  if (query !== undefined && user !== undefined) {
    throw new UsageError("--user and --query name two queries; give one of them.");
  }
  if (query !== undefined) return parseQuery(query, bundle);
  if (user !== undefined) return await queryOfUser(bundle, user, voice);
  throw new UsageError("say who asks: --user KEY, or --query JSON.");
}

function parseQuery(text: string, bundle: Bundle): Query {
  const query = parseObject(text);
  const { inputs } = bundle.towers.query;
  const missing = inputs.filter((name) => !Object.hasOwn(query, name));
  if (missing.length > 0) {
    throw new UsageError(
      `--query lacks ${missing.join(", ")}; the query tower reads ${inputs.join(", ")}.`,
    );
  }
  try {
    bundle.towers.query.encodeQueries([query]);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(`--query: ${error.message}`);
    throw error;
  }
  return query;
}

function parseObject(text: string): Query {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`--query is not JSON: ${text}`);
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new UsageError(`--query must be a JSON object, e.g. '{"user_id":"42"}', got ${text}`);
  }
  return value as Query;
}

async function queryOfUser(
  bundle: Bundle,
  user: string,
  { note }: Pick<Voice, "note">,
): Promise<Query> {
  const { queryKey } = bundle.manifest;
  if (queryKey === null) {
    throw new UsageError("--user: this bundle's model knows no users; describe one by --query.");
  }
  const others = bundle.towers.query.inputs.filter((name) => name !== queryKey);
  if (others.length === 0) return { [queryKey]: user };
  const row = latestRowOf((await bundle.interactions())?.train, queryKey, user);
  if (row === undefined) {
    throw new UsageError(
      `--user ${user}: the model also reads ${others.join(", ")}, and the bundle has no train row to take them from; give all by --query.`,
    );
  }
  const filled = Object.fromEntries(others.map((name) => [name, row.table.get(name, row.index)]));
  note(`note: from the last train row of ${queryKey} ${user}: ${JSON.stringify(filled)}`);
  return { [queryKey]: user, ...filled };
}
