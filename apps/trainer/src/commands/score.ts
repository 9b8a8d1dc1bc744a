import { readBundle } from "@towerkit/bundle";
import type { CommandContext } from "../cli/context.js";
import { withEngine } from "../cli/engine.js";
import { ratingCells, shownScore } from "../output/recommendations.js";
import { layOutTable } from "../output/table.js";
import { type QueryOptions, resolveQuery } from "../serving/query.js";
import { recommenderOver, warnOfUnknown } from "../serving/recommender.js";

interface ScoreOptions extends QueryOptions {
  readonly items: readonly string[];
}

/** `towerkit score BUNDLE --items A B`: the dot products, and ratings where the model predicts them, in the order asked for. */
export async function score(
  context: CommandContext,
  { items, ...options }: ScoreOptions,
  location: string,
): Promise<void> {
  const bundle = await readBundle(location);
  const query = await resolveQuery(bundle, options, context);
  const consequence = "the scores are how often training saw the items";
  warnOfUnknown(bundle, query, { voice: context, consequence });
  const rows = await withEngine(context.options, async ({ runtime }) => {
    const recommender = await recommenderOver(bundle, { runtime });
    const scores = await recommender.score(query, items);
    const ratings = recommender.predictsRatings
      ? await recommender.predictRatings(query, items)
      : undefined;
    return items.map((id, i) => ({
      id,
      score: scores[i],
      ...(ratings && { rating: ratings[i] }),
    }));
  });
  for (const line of layOutTable(
    rows.map((row) => [shownScore(row.score), ...ratingCells(row), row.id]),
    ["right", ...(rows[0] ? ratingCells(rows[0]).map(() => "right" as const) : []), "left"],
  )) {
    context.say(line);
  }
  await context.writeJson(async () => (await import("../schema/recommend.js")).scoreSchema, {
    schema: 1 as const,
    query,
    items: rows,
  });
}
