/** What a recommendation is asked for: input names to values, e.g. `{ user_id: "42" }`. */
export type Query = Readonly<Record<string, unknown>>;

/** Queries as vectors. */
export interface EncodedQueries {
  /** `[queries, dim]` */
  readonly embeddings: Float32Array;
  /** `[queries]`: 1 where nothing about the query is known, so that its vector means nothing. */
  readonly unknown: Uint8Array;
}

/** Turns queries into vectors in the space of an index's items. */
export interface QueryEncoder<Q extends object = Query> {
  readonly dim: number;
  /** The keys that a query must have. */
  readonly inputs: readonly string[];
  encode(queries: readonly Q[]): Promise<EncodedQueries>;
}
