import { readBundle } from "@towerkit/bundle";
import type { CommandContext } from "../cli/context.js";
import { withEngine } from "../cli/engine.js";
import { layOutRecommendations } from "../output/recommendations.js";
import { recommenderOver } from "../serving/recommender.js";

/** `towerkit similar BUNDLE --item KEY`. */
export async function similar(
  context: CommandContext,
  { item, k }: { readonly item: string; readonly k: number },
  location: string,
): Promise<void> {
  const bundle = await readBundle(location);
  const { items } = await withEngine(context.options, async ({ runtime }) =>
    (await recommenderOver(bundle, { runtime })).similar(item, { k }),
  );
  for (const line of layOutRecommendations(items)) context.say(line);
  await context.writeJson(async () => (await import("../schema/recommend.js")).similarSchema, {
    schema: 1 as const,
    item,
    items: [...items],
  });
}
