import { checkInteger } from "@towerkit/core";
import { type EmbeddingFeature, type HashableValue, hashing } from "@towerkit/features";

export interface UnifiedEmbeddingOptions<Columns extends string> {
  /** How many chunks each column gets, in the columns' order; more for the more important ones. */
  readonly chunks: Readonly<Record<Columns, number>>;
  /** Ids a table has, for all columns together. */
  readonly bins: number;
  /** How many numbers a chunk has. */
  readonly dim: number;
  /** How many tables the chunks are dealt to, one after another. Default 1. */
  readonly tables?: number;
  /** Put before the tables' names. Default `"unified"`. */
  readonly name?: string;
}

/** The features of a unified embedding: `"city/0"`, `"city/1"` and so on, each reading its column. */
export type UnifiedFeatures<Columns extends string> = {
  readonly [Column in Columns as `${Column}/${number}`]: EmbeddingFeature<HashableValue> & {
    readonly column: Column;
  };
};

/**
 * Features that share tables by hashing, each chunk with a salt of its own, so that two values that
 * meet in one chunk hardly meet in the next (feature multiplexing: Coleman and others, "Unified
 * Embedding", 2023). Chunk j of column i has the salt [i, j].
 *
 * @throws ConfigError for a number of chunks, bins, tables or a width that is no whole number from 1.
 * @example
 * tower({ ...unifiedEmbedding({ chunks: { user_id: 2, city: 1 }, bins: 1000, dim: 8 }) });
 */
export function unifiedEmbedding<const Columns extends string>(
  options: UnifiedEmbeddingOptions<Columns>,
): UnifiedFeatures<Columns> {
  const { chunks, bins, dim, tables = 1, name = "unified" } = options;
  checkInteger("unifiedEmbedding tables", tables, 1);
  const columns = Object.entries<number>(chunks);
  const features: Record<string, EmbeddingFeature<HashableValue>> = {};
  let dealt = 0;
  columns.forEach(([column, count], i) => {
    checkInteger(`unifiedEmbedding chunks of "${column}"`, count, 1);
    for (let j = 0; j < count; j++) {
      const table = `${name}/${dealt++ % tables}`;
      features[`${column}/${j}`] = hashing({ bins, salt: [i, j] }).embedding(dim, {
        column,
        table,
      });
    }
  });
  return features as UnifiedFeatures<Columns>;
}
