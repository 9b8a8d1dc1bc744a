import { type Bundle, readBundle } from "@towerkit/bundle";
import type { TableLike } from "@towerkit/core";
import type { Query } from "@towerkit/retrieval";
import type { CommandContext } from "../cli/context.js";
import { withEngine } from "../cli/engine.js";
import { UsageError } from "../cli/failures.js";
import { layOutRecommendations } from "../output/recommendations.js";
import { type QueryOptions, resolveQuery } from "../serving/query.js";
import { interactionsOf, recommenderOver, unknownWarning } from "../serving/recommender.js";

interface RecommendCommandOptions extends QueryOptions {
  readonly k: number;
  readonly excludeSeen?: boolean;
  readonly strict?: boolean;
}

/** `towerkit recommend BUNDLE`. */
export async function recommend(
  context: CommandContext,
  { k, excludeSeen = false, strict = false, ...options }: RecommendCommandOptions,
  location: string,
): Promise<void> {
  const bundle = await readBundle(location);
  const query = await resolveQuery(bundle, options, context);
  const seen = excludeSeen ? await rowsSeenIn(bundle, query) : undefined;
  const { coldStart, items } = await withEngine(context.options, async ({ runtime }) => {
    const recommender = await recommenderOver(bundle, { seen, runtime });
    return recommender.recommend(query, { k, excludeSeen, strict });
  });
  if (coldStart) {
    context.note(unknownWarning(query, "these are the most popular items"));
  }
  for (const line of layOutRecommendations(items)) context.say(line);
  await context.writeJson(async () => (await import("../schema/recommend.js")).recommendSchema, {
    schema: 1 as const,
    query,
    coldStart,
    items: [...items],
  });
}

/** The train rows, for a query that says whose they are. */
async function rowsSeenIn(bundle: Bundle, query: Query): Promise<TableLike> {
  const { queryKey } = bundle.manifest;
  if (queryKey === null) {
    throw new UsageError(
      "--exclude-seen: this bundle's model knows no users, so nobody has seen anything.",
    );
  }
  if (!Object.hasOwn(query, queryKey)) {
    throw new UsageError(
      `--exclude-seen: --query must say by ${queryKey} whose items to leave out.`,
    );
  }
  return (await interactionsOf(bundle, "--exclude-seen")).train;
}
