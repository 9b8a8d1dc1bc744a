import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Id } from "../id.js";
import type { Index } from "../indexes/vector-index.js";
import type { Query, QueryEncoder } from "../query-encoder.js";

/** One item that is recommended. */
export interface Recommendation {
  readonly id: Id;
  readonly title: string;
  /** What the items are ranked by, higher being better. */
  readonly score: number;
  /** What the query would rate the item, where the model predicts it and knows the query. */
  readonly rating?: number;
}

/**
 * Predicts what queries would rate items.
 * @param query - `[dim]`: the query's vector.
 * @param items - `[items, dim]`: the items' vectors.
 * @returns `[items]`
 */
export type RatingPredictor = (query: Float32Array, items: Float32Array) => Promise<Float32Array>;

/** What a query is answered with. */
export interface Recommendations {
  /** Whether nothing about the query was known, so that these are simply the most popular items. */
  readonly coldStart: boolean;
  /** Best first. */
  readonly items: readonly Recommendation[];
}

/** What a `Recommender` is made of. */
export interface RecommenderParts<Q extends object = Query> {
  readonly encoder: QueryEncoder<Q>;
  /** Holds every item's vector under its key. */
  readonly index: Index;
  /** One row an item: its key, its title, and how often training saw it (`train_count`), if known. */
  readonly items: TableLike;
  /** The column of `items` that holds the ids. */
  readonly itemKey: string;
  /** The column of `items` that people read. Default: `"movie_title"` where there is one, else `itemKey`. */
  readonly titleColumn?: string | undefined;
  /** The query input under which `seen` is kept, e.g. `"user_id"`. */
  readonly queryKey?: string | undefined;
  /** The items that each query key, as a string, has seen. Goes with `queryKey`. */
  readonly seen?: ReadonlyMap<string, readonly Id[]> | undefined;
  /** Predicts ratings from the vectors of a query and of items, where the model has learnt to. */
  readonly rate?: RatingPredictor | undefined;
  /** Where the neighbours of items are computed. Default: the shared runtime of this process. */
  readonly runtime?: Runtime | undefined;
}

/** What is asked for, besides the query. */
export interface RecommendOptions {
  /** How many items at most. Default 10. */
  readonly k?: number | undefined;
  /** Items that must not come back. */
  readonly exclude?: readonly Id[] | undefined;
  /** The only items that may come back. */
  readonly only?: readonly Id[] | undefined;
  /** Leaves out what the query's key has seen. Default: true where the recommender knows it. */
  readonly excludeSeen?: boolean | undefined;
  /** Makes a query of which nothing is known an error. Default false. */
  readonly strict?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How the neighbours of an item are asked for. */
export interface SimilarOptions {
  /** How many items at most. Default 10. */
  readonly k?: number | undefined;
}

/** How a single query is encoded or scored. */
export interface StrictOption {
  /** Makes a query of which nothing is known an error. Default false. */
  readonly strict?: boolean | undefined;
}
