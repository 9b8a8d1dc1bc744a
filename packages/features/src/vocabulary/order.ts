import type { ValueCounter } from "./value-counter.js";

/** The orders that a fitted vocabulary can stand in. */
export const VOCABULARY_ORDERS = ["count", "bytes"] as const;

/** In which order a fitted vocabulary stands. */
export type VocabularyOrder = (typeof VOCABULARY_ORDERS)[number];

/** Which of the counted values make a vocabulary, and in which order. */
export interface VocabularyChoice {
  readonly order: VocabularyOrder;
  /** At most so many: the most frequent ones. Default: all. */
  readonly most?: number | undefined;
  /** Those that were met at least so often. Default 1. */
  readonly minFrequency?: number | undefined;
}

/**
 * The vocabulary of some counted values.
 * @param compare - orders two values, the lesser first. Equally frequent ones stand in falling order.
 */
export function vocabularyOf<K>(
  { keys, counts }: ValueCounter<K>,
  compare: (a: K, b: K) => number,
  { order, most = keys.length, minFrequency = 1 }: VocabularyChoice,
): readonly K[] {
  const places = keys.map((_, place) => place).filter((place) => counts[place] >= minFrequency);
  places.sort((a, b) => counts[b] - counts[a] || compare(keys[b], keys[a]));
  const vocabulary = places.slice(0, most).map((place) => keys[place]);
  return order === "bytes" ? vocabulary.sort(compare) : vocabulary;
}
