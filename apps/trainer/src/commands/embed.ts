import { readBundle } from "@towerkit/bundle";
import type { CommandContext } from "../cli/context.js";
import { withEngine } from "../cli/engine.js";
import { UsageError } from "../cli/failures.js";
import { type QueryOptions, resolveQuery } from "../serving/query.js";
import { recommenderOver, warnOfUnknown } from "../serving/recommender.js";

interface EmbedOptions extends QueryOptions {
  readonly item?: string;
}

/** `towerkit embed BUNDLE`: prints the numbers as one line of JSON. */
export async function embed(
  context: CommandContext,
  { item, ...options }: EmbedOptions,
  location: string,
): Promise<void> {
  if (item !== undefined && (options.user ?? options.query) !== undefined) {
    throw new UsageError("--item and a query name two embeddings; give one of them.");
  }
  const bundle = await readBundle(location);
  const subject =
    item === undefined ? { query: await resolveQuery(bundle, options, context) } : { item };
  if ("query" in subject) {
    const consequence = "this is the embedding of all that is unknown";
    warnOfUnknown(bundle, subject.query, { voice: context, consequence });
  }
  const vector = await withEngine(context.options, async ({ runtime }) => {
    const recommender = await recommenderOver(bundle, { runtime });
    return "query" in subject
      ? recommender.embedQuery(subject.query)
      : recommender.embedItem(subject.item);
  });
  const embedding = Array.from(vector);
  context.say(JSON.stringify(embedding));
  await context.writeJson(async () => (await import("../schema/recommend.js")).embedSchema, {
    schema: 1 as const,
    ...subject,
    embedding,
  });
}
