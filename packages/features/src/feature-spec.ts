import { checkInteger } from "@towerkit/core";
import type { Encoder } from "./encoder.js";

/**
 * What a tower needs to know about one of its features: which column it reads, how the column's
 * values become ids, and how wide the embedding of an id is. A plain object; towers make the table.
 */
export interface FeatureSpec<V> {
  readonly kind: "embedding";
  /** The column that the feature reads. Default: the feature's own name in its tower. */
  readonly column?: string;
  readonly encoder: Encoder<V>;
  /** How many numbers one embedding has. */
  readonly dim: number;
  /** Features of one tower that name the same table share it. Default: the feature's own name. */
  readonly table?: string;
}

/** The type of the values that a feature reads. */
export type FeatureValue<F> = F extends FeatureSpec<infer V> ? V : never;

/** What can be said about an embedding besides its width. */
export interface EmbeddingOptions {
  /** The column to read, where it is not called as the feature is. */
  readonly column?: string;
  /** The table to share with other features of the same tower. */
  readonly table?: string;
}

/** An encoder whose ids can be embedded. */
export interface Embeddable<V> {
  /**
   * Makes a feature of the encoder: each id has an embedding of `dim` numbers, learned in training.
   * @param dim - a whole number of at least 1.
   * @throws ConfigError if `dim` is not that.
   */
  embedding<const C extends string>(
    dim: number,
    options: EmbeddingOptions & { readonly column: C },
  ): FeatureSpec<V> & { readonly column: C };
  embedding(dim: number, options?: EmbeddingOptions): FeatureSpec<V>;
}

/** The feature that embeds an encoder's ids. */
export function embeddingFeature<V>(
  encoder: Encoder<V>,
  dim: number,
  options: EmbeddingOptions = {},
): FeatureSpec<V> {
  checkInteger("embedding dim", dim, 1);
  const { column, table } = options;
  return {
    kind: "embedding",
    encoder,
    dim,
    ...(column === undefined ? {} : { column }),
    ...(table === undefined ? {} : { table }),
  };
}
