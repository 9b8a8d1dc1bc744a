import { ConfigError, shown, type TableLike } from "@towerkit/core";
import type { ExactIndexOptions, Query, Recommender } from "@towerkit/retrieval";
import { blamingAsync } from "./parts/blaming.js";
import { type Bundle, openAt, type ReadBundleOptions } from "./read-bundle.js";
import { recommenderOf } from "./recommender-of.js";

/** How a recommender is loaded. */
export interface LoadRecommenderOptions
  extends Pick<ExactIndexOptions, "runtime">,
    ReadBundleOptions {
  /**
   * Whether to load what every query key has seen in training, so that it can be left out; it then is,
   * unless a call says otherwise. Default: where the bundle has it and queries carry the query key.
   */
  readonly excludeSeen?: boolean | undefined;
}

/**
 * Opens a bundle as a recommender: query tower, index and items.
 *
 * @param location - a folder, or a `file:`, `http:` or `https:` URL; in browsers any URL.
 * @throws BundleError as `readBundle` does. ConfigError for `excludeSeen: true` where the bundle does
 * not say who saw what.
 * @example
 * const recommender = await loadRecommender("./movielens-bundle");
 * const { items } = await recommender.recommend({ user_id: "42" }, { k: 5 });
 */
export async function loadRecommender<Q extends object = Query>(
  location: string | URL,
  options: LoadRecommenderOptions = {},
): Promise<Recommender<Q>> {
  const { runtime, excludeSeen } = options;
  const bundle = await openAt(
    location,
    ["index", ...(excludeSeen === false ? [] : (["interactions"] as const))],
    options,
  );
  const { itemKey, queryKey, parts } = bundle.manifest;
  const seen = await seenRows(bundle, excludeSeen);
  const index = await bundle.index({ runtime });
  const blamed = parts.index?.file ?? parts.candidates.file;
  return blamingAsync({ config: blamed }, () =>
    recommenderOf<Q>({
      ...bundle,
      index,
      itemKey,
      queryKey: queryKey ?? undefined,
      seen,
      runtime,
    }),
  );
}

async function seenRows(
  bundle: Bundle,
  excludeSeen: boolean | undefined,
): Promise<TableLike | undefined> {
  if (excludeSeen === false) return undefined;
  const { queryKey } = bundle.manifest;
  const train = (await bundle.interactions())?.train;
  const missing = whatIsMissing(train, queryKey);
  if (missing !== undefined && excludeSeen) {
    throw new ConfigError(
      `excludeSeen: the bundle ${missing}, so it does not say who saw what; save it with that, or load it with excludeSeen: false.`,
    );
  }
  if (missing !== undefined || queryKey === null) return undefined;
  return excludeSeen || bundle.towers.query.inputs.includes(queryKey) ? train : undefined;
}

function whatIsMissing(train: TableLike | undefined, queryKey: string | null): string | undefined {
  if (train === undefined) return "was saved without interactions";
  if (queryKey === null) return "has no query key";
  if (train.columnNames().includes(queryKey)) return undefined;
  return `has no column ${shown(queryKey)} in its interactions`;
}
