import { readBundle } from "@towerkit/bundle";
import type { CommandContext } from "../cli/context.js";
import { withEngine } from "../cli/engine.js";
import { shownScore } from "../output/recommendations.js";
import { layOutTable } from "../output/table.js";
import { type QueryOptions, resolveQuery } from "../serving/query.js";
import { recommenderOver, warnOfUnknown } from "../serving/recommender.js";

interface ScoreOptions extends QueryOptions {
  readonly items: readonly string[];
}

/** `towerkit score BUNDLE --items A B`: the dot products, in the order asked for. */
export async function score(
  context: CommandContext,
  { items, ...options }: ScoreOptions,
  location: string,
): Promise<void> {
  const bundle = await readBundle(location);
  const query = await resolveQuery(bundle, options, context);
  const consequence = "the scores are how often training saw the items";
  warnOfUnknown(bundle, query, { voice: context, consequence });
  const scores = await withEngine(context.options, async ({ runtime }) =>
    (await recommenderOver(bundle, { runtime })).score(query, items),
  );
  const rows = items.map((id, i) => ({ id, score: scores[i] }));
  for (const line of layOutTable(
    rows.map((row) => [shownScore(row.score), row.id]),
    ["right", "left"],
  )) {
    context.say(line);
  }
  await context.writeJson(async () => (await import("../schema/recommend.js")).scoreSchema, {
    schema: 1 as const,
    query,
    items: rows,
  });
}
