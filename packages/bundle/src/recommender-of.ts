import { ConfigError, columnOf, type TableLike } from "@towerkit/core";
import {
  type ExactIndexOptions,
  exactIndex,
  type Id,
  type Index,
  type Query,
  type QueryEncoder,
  Recommender,
} from "@towerkit/retrieval";
import { embedQueries, embedTable, type Tower } from "@towerkit/towers";
import type { Heads, Towers } from "./contents.js";
import { ratingPredictor } from "./heads.js";

/** What a recommender is made of. */
export interface RecommenderOfParts extends Pick<ExactIndexOptions, "runtime"> {
  readonly towers: Towers;
  /** The one called `rating` rates what is recommended. Default: none. */
  readonly heads?: Heads | undefined;
  /** One row an item: candidate-tower inputs, item key, title, `train_count`. */
  readonly candidates: TableLike;
  /** The column that identifies an item. */
  readonly itemKey: string;
  /** The column that identifies who asks. Goes with `seen`. */
  readonly queryKey?: string | undefined;
  /** Interactions whose items are left out of their own query key's recommendations. */
  readonly seen?: TableLike | undefined;
  /** The candidates' embeddings. Default: they are computed here. */
  readonly index?: Index | undefined;
}

/**
 * Puts a query tower before an index of the candidates.
 * @throws ConfigError if a column is missing or the parts do not fit together.
 */
export async function recommenderOf<Q extends object = Query>(
  parts: RecommenderOfParts,
): Promise<Recommender<Q>> {
  const { towers, candidates, itemKey, queryKey, seen, runtime } = parts;
  return new Recommender<Q>({
    encoder: encoderOf<Q>(towers.query, runtime),
    index: parts.index ?? (await indexOf(parts)),
    items: candidates,
    itemKey,
    queryKey,
    seen: seen && seenItems(seen, parts),
    rate: ratingPredictor(parts.heads, runtime),
    runtime,
  });
}

type Runtime = ExactIndexOptions["runtime"];

function encoderOf<Q extends object>(tower: Tower, runtime: Runtime): QueryEncoder<Q> {
  return {
    dim: tower.width,
    inputs: tower.inputs,
    encode: (queries) => embedQueries(tower, queries, { runtime }),
  };
}

async function indexOf({ towers, candidates, itemKey, runtime }: RecommenderOfParts) {
  const index = exactIndex({ dim: towers.candidate.width, runtime });
  const ids = Array.from(columnOf(candidates, itemKey, "candidates")) as Id[];
  await index.add(ids, await embedTable(towers.candidate, candidates, { runtime }));
  return index;
}

/** What each query key has seen, keys as strings. */
function seenItems(
  interactions: TableLike,
  { queryKey, itemKey }: Pick<RecommenderOfParts, "queryKey" | "itemKey">,
): ReadonlyMap<string, readonly Id[]> {
  if (queryKey === undefined) {
    throw new ConfigError("seen needs queryKey, the column that says who saw what.");
  }
  const keys = columnOf(interactions, queryKey, "seen");
  const items = columnOf(interactions, itemKey, "seen");
  const seen = new Map<string, Id[]>();
  for (let row = 0; row < keys.length; row++) {
    const key = String(keys[row]);
    const ofKey = seen.get(key);
    if (ofKey === undefined) seen.set(key, [items[row] as Id]);
    else ofKey.push(items[row] as Id);
  }
  return seen;
}
