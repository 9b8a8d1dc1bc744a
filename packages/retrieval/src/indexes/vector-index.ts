import type { Id } from "../id.js";

/** What an index is asked for, besides the query vectors. */
export interface IndexQueryOptions {
  /** How many items at most, a whole number from 1. More than there are gives what there is. */
  readonly k: number;
  /**
   * One list a query: items that must not come back for it. Of any length; ids that are repeated or
   * not in the index do no harm. Fewer than `k` items come back rather than an excluded one.
   */
  readonly exclude?: readonly (readonly Id[])[] | undefined;
  /** One set for all queries: no other item comes back. Ids that are not in the index are passed over. */
  readonly only?: readonly Id[] | undefined;
  /** Aborting it rejects the promise with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The best items of each query, best first. Both arrays hold one entry a query. */
export interface IndexMatches {
  readonly ids: Id[][];
  /** The dot products of query and item, `[items found]` a query. */
  readonly scores: Float32Array[];
}

/**
 * Vectors under ids, and the search for those with the largest dot products.
 *
 * Calls take effect one after another, in the order in which they were made, and a call that throws
 * leaves the index as it was. The arrays of a call must stay as they are until its promise settles.
 */
export interface Index {
  /** Whether every answer is the true one, rather than an approximation of it. */
  readonly isExact: boolean;
  /** How many items it holds. */
  readonly size: number;
  readonly dim: number;

  /** Whether it holds the item. */
  has(id: Id): boolean;

  /** A copy of an item's vector, `[dim]`, or `undefined` where it is not held. */
  vector(id: Id): Float32Array | undefined;

  /**
   * Puts new items in, behind those that are there.
   * @param vectors - `[ids.length, dim]`
   * @throws ConfigError if an id is held already, or twice in `ids`, or the lengths do not fit.
   * @throws NumericError if a value is not finite.
   */
  add(ids: readonly Id[], vectors: Float32Array): Promise<void>;

  /**
   * Replaces the vectors of items that are there, which keep their place, and adds the others.
   * @param vectors - `[ids.length, dim]`
   * @throws ConfigError if an id comes twice in `ids`, or the lengths do not fit.
   * @throws NumericError if a value is not finite.
   */
  upsert(ids: readonly Id[], vectors: Float32Array): Promise<void>;

  /** Takes items out. Ids that are not held are passed over. */
  remove(ids: readonly Id[]): Promise<void>;

  /**
   * Finds the items with the largest dot products, equal ones in the order they were put in.
   * @param vectors - `[queries, dim]`
   * @throws ConfigError if `k` is not a whole number from 1, or the lengths do not fit.
   * @throws NumericError if a value is not finite.
   */
  query(vectors: Float32Array, options: IndexQueryOptions): Promise<IndexMatches>;

  /** The whole index as bytes, the same bytes for the same content. */
  save(): Promise<Uint8Array>;
}
