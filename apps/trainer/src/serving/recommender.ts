import { type Bundle, type Interactions, recommenderOf } from "@towerkit/bundle";
import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Query, Recommender } from "@towerkit/retrieval";
import { UsageError } from "../cli/failures.js";
import type { Voice } from "../cli/io.js";

/** A recommender over an open bundle. */
export async function recommenderOver(
  bundle: Bundle,
  { seen, runtime }: { readonly seen?: TableLike | undefined; readonly runtime: Runtime },
): Promise<Recommender> {
  const { itemKey, queryKey } = bundle.manifest;
  return recommenderOf({
    towers: bundle.towers,
    heads: bundle.heads,
    candidates: bundle.candidates,
    index: await bundle.index({ runtime }),
    itemKey,
    queryKey: queryKey ?? undefined,
    seen,
    runtime,
  });
}

/**
 * The train and test rows of a bundle.
 * @param wantedBy - what needs them, for the message.
 * @throws UsageError if the bundle was written without them.
 */
export async function interactionsOf(bundle: Bundle, wantedBy: string): Promise<Interactions> {
  const interactions = await bundle.interactions();
  if (interactions === undefined) {
    throw new UsageError(
      `${wantedBy} needs the train and test rows, and this bundle holds none: it was written with --no-interactions.`,
    );
  }
  return interactions;
}

/** Warns where training never saw what a query is about. */
export function warnOfUnknown(
  bundle: Bundle,
  query: Query,
  { voice, consequence }: { voice: Pick<Voice, "note">; consequence: string },
): void {
  const { unknown } = bundle.towers.query.encodeQueries([query]);
  if (unknown[0] === 1) voice.note(unknownWarning(query, consequence));
}

/** The one line for a query of which nothing is known. */
export function unknownWarning(query: Query, consequence: string): string {
  return `warning: training never saw ${JSON.stringify(query)}: ${consequence}.`;
}
