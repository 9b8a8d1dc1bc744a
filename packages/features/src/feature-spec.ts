import { ConfigError, checkInteger, checkPositive, shown } from "@towerkit/core";
import type { ColumnsOf, Encoder } from "./encoder.js";

/**
 * How the embeddings of a bag become one. `"sqrtn"` is the sum over the root of the sum of squared
 * weights. `"attention"` and `"gru"` learn how, and take the ids for a sequence, the oldest first.
 */
export type Combiner = "mean" | "sum" | "sqrtn" | "max" | "attention" | "gru";

/** What keeps embeddings small. */
export interface EmbeddingLimits {
  /**
   * What the squares of an embedding's numbers cost in each step that reads it, each; from 0.
   * Default 0.
   */
  readonly l2?: number;
  /** No embedding is longer than this after a step that reads it; above 0. Default: no limit. */
  readonly maxNorm?: number;
}

interface Embedding<O extends "id" | "ids"> extends EmbeddingLimits {
  readonly kind: "embedding";
  /** How many numbers one embedding has. */
  readonly dim: number;
  /** Features of one tower that name the same table share it. Default: the feature's own name. */
  readonly table?: string;
  /** How the embeddings of a bag become one. Default `"mean"`. */
  readonly combiner?: O extends "ids" ? Combiner : never;
}

/**
 * A feature whose ids have an embedding each: which column it reads, how the column's values become
 * ids, and how wide an embedding is. A plain object; towers make the table.
 */
export interface EmbeddingFeature<V, O extends "id" | "ids" = "id"> extends Embedding<O> {
  readonly encoder: Encoder<V, O>;
  /** The column that the feature reads. Default: the feature's own name in its tower. */
  readonly column?: string;
  readonly columns?: undefined;
}

/** A feature of embeddings that reads several columns: `V` is a tuple with a part for each. */
export interface CrossFeature<V extends readonly unknown[], O extends "id" | "ids" = "id">
  extends Embedding<O> {
  readonly encoder: Encoder<V, O, ColumnsOf<V>>;
  /** The columns that the feature reads, in the order of the encoder's. */
  readonly columns: readonly string[];
}

/** A feature that is a row of numbers as its encoder gives them; nothing is learned for it. */
export interface NumbersFeature<V> {
  readonly kind: "numbers";
  readonly encoder: Encoder<V, "numbers">;
  /** The column that the feature reads. Default: the feature's own name in its tower. */
  readonly column?: string;
}

/** What a tower needs to know about one of its features; `kind` and `encoder.output` tell which. */
export type FeatureSpec<V> =
  | EmbeddingFeature<V, "id">
  | EmbeddingFeature<V, "ids">
  | NumbersFeature<V>
  | (V extends readonly unknown[] ? CrossFeature<V, "id"> | CrossFeature<V, "ids"> : never);

/** The type of the values that a feature reads: a tuple where it reads several columns. */
export type FeatureValue<F> =
  F extends EmbeddingFeature<infer V, "id" | "ids">
    ? V
    : F extends NumbersFeature<infer V>
      ? V
      : F extends CrossFeature<infer V, "id" | "ids">
        ? V
        : never;

/** What can be said about a feature of numbers. */
export interface NumbersOptions {
  /** The column to read, where it is not called as the feature is. */
  readonly column?: string;
}

/** What can be said about an embedding besides its width. */
export interface EmbeddingOptions extends EmbeddingLimits {
  /** The column to read, where it is not called as the feature is. */
  readonly column?: string;
  /** The table to share with other features of the same tower. */
  readonly table?: string;
}

/** What must be said about an embedding that reads several columns. */
export interface CrossOptions extends EmbeddingLimits {
  /** The columns to read, in the order of the encoder's. */
  readonly columns: readonly string[];
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
  ): EmbeddingFeature<V> & { readonly column: C };
  embedding(dim: number, options?: EmbeddingOptions): EmbeddingFeature<V>;
}

/** A feature of bags of ids, which can still be told how to combine their embeddings. */
export type BagFeature<F> = F & {
  /** The mean of the bag's embeddings, by weight; zeros for an empty bag. */
  mean(): F & { readonly combiner: "mean" };
  /** The sum of the bag's embeddings, by weight. */
  sum(): F & { readonly combiner: "sum" };
  /** The weighted sum over the root of the sum of squared weights. */
  sqrtn(): F & { readonly combiner: "sqrtn" };
  /** The largest number at each place of the bag's embeddings. */
  max(): F & { readonly combiner: "max" };
  /** A mean whose weights are learned (Yang and others, 2016). */
  attention(): F & { readonly combiner: "attention" };
  /** The last state of a gated recurrent unit, as wide as an embedding (Cho and others, 2014). */
  gru(): F & { readonly combiner: "gru" };
};

/** An encoder whose bags of ids can be embedded. */
export interface BagEmbeddable<V> {
  /**
   * Makes a feature of the encoder: each id has an embedding of `dim` numbers, learned in training,
   * and a row is their mean unless `.sum()`, `.sqrtn()` or `.max()` says otherwise.
   * @param dim - a whole number of at least 1.
   * @throws ConfigError if `dim` is not that.
   */
  embedding<const C extends string>(
    dim: number,
    options: EmbeddingOptions & { readonly column: C },
  ): BagFeature<EmbeddingFeature<V, "ids"> & { readonly column: C }>;
  embedding(dim: number, options?: EmbeddingOptions): BagFeature<EmbeddingFeature<V, "ids">>;
}

/** An encoder whose numbers can be a feature as they are. */
export interface Numeric<V> {
  /** Makes a feature of the encoder's numbers. */
  numbers<const C extends string>(options: {
    readonly column: C;
  }): NumbersFeature<V> & { readonly column: C };
  numbers(options?: NumbersOptions): NumbersFeature<V>;
}

/** The feature that embeds an encoder's ids. */
export function embeddingFeature<V, O extends "id" | "ids">(
  encoder: Encoder<V, O>,
  dim: number,
  options: EmbeddingOptions = {},
): EmbeddingFeature<V, O> {
  checkEmbedding(dim, options);
  return { kind: "embedding", encoder, dim, ...given(options) };
}

function checkEmbedding(dim: number, { l2, maxNorm }: EmbeddingLimits): void {
  checkInteger("embedding dim", dim, 1);
  if (l2 !== undefined && !(l2 >= 0 && l2 < Number.POSITIVE_INFINITY)) {
    throw new ConfigError(`embedding l2 must be a number from 0, got ${shown(l2)}.`);
  }
  if (maxNorm !== undefined) checkPositive("embedding maxNorm", maxNorm);
}

/**
 * The feature that embeds the ids of an encoder that reads several columns.
 * @param count - how many columns the encoder reads.
 */
export function crossFeature<V extends readonly unknown[], O extends "id" | "ids">(
  encoder: Encoder<V, O, ColumnsOf<V>>,
  dim: number,
  options: CrossOptions,
  count: number,
): CrossFeature<V, O> {
  checkEmbedding(dim, options ?? {});
  const columns: unknown = options?.columns;
  if (!Array.isArray(columns) || columns.length !== count) {
    throw new ConfigError(
      `${encoder.kind}: embedding needs the names of the ${count} columns that it reads, as { columns: [...] }; got ${shown(columns)}.`,
    );
  }
  return { kind: "embedding", encoder, dim, ...given(options) };
}

/** Gives a feature of bags of ids the ways to say how their embeddings are combined. */
export function bagFeature<F extends Embedding<"ids">>(feature: F): BagFeature<F> {
  return {
    ...feature,
    mean: () => ({ ...feature, combiner: "mean" }),
    sum: () => ({ ...feature, combiner: "sum" }),
    sqrtn: () => ({ ...feature, combiner: "sqrtn" }),
    max: () => ({ ...feature, combiner: "max" }),
    attention: () => ({ ...feature, combiner: "attention" }),
    gru: () => ({ ...feature, combiner: "gru" }),
  };
}

/** The feature that takes an encoder's numbers as they are. */
export function numbersFeature<V>(
  encoder: Encoder<V, "numbers">,
  options: NumbersOptions = {},
): NumbersFeature<V> {
  return { kind: "numbers", encoder, ...given(options) };
}

/** The options that were given, in a copy: one that is undefined was not. */
function given<T extends object>(options: T): T {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as T;
}
