import { ConfigError, checkInteger, checkOneOf, shown } from "@towerkit/core";
import { type Keys, requireKey } from "./keys.js";
import { VOCABULARY_ORDERS, type VocabularyChoice, type VocabularyOrder } from "./order.js";

/** What a lookup can be told. `V` is a value of the column. */
export interface LookupOptions<V> {
  /**
   * `"count"` (the default): the most frequent value first, equal counts in falling order, as Keras
   * has it. `"bytes"`: in rising order. Strings are ordered by their UTF-8 bytes, numbers by size.
   */
  readonly order?: VocabularyOrder;
  /** The values to know, in the order of their ids. Nothing is learned from the column then. */
  readonly vocabulary?: readonly V[];
  /** A value that stands for nothing: it gets id 0, and all other ids come after. Default: none. */
  readonly maskToken?: V;
  /**
   * How many ids there are for unknown values. Where there are several, a string gets one by its
   * hash and a number by its remainder; where there is none, an unknown value is an error. Default 1.
   */
  readonly oovTokens?: number;
  /** The most ids that a fitted vocabulary may have, mask and out-of-vocabulary ids included. */
  readonly maxTokens?: number;
  /** A fitted vocabulary holds the values that stand at least so often. Default 1. */
  readonly minFrequency?: number;
}

/** How the ids of a lookup begin. */
export interface IdPlan<K> {
  readonly maskToken: K | undefined;
  readonly oovTokens: number;
}

/** Checked options: the ids' plan, and where the vocabulary comes from. */
export interface LookupSettings<K> extends IdPlan<K> {
  readonly source: { readonly given: readonly K[] } | { readonly learned: VocabularyChoice };
}

/** The id of the first known value. */
export const firstIdOf = ({ maskToken, oovTokens }: IdPlan<unknown>): number =>
  (maskToken === undefined ? 0 : 1) + oovTokens;

/** @throws ConfigError for options that cannot work, alone or together. */
export function checkLookupOptions<K>(
  keys: Keys<K>,
  options: LookupOptions<unknown>,
): LookupSettings<K> {
  const { kind } = keys;
  const { order, vocabulary, maxTokens, minFrequency } = options;
  const plan = checkIdPlan(keys, options);
  if (vocabulary === undefined) {
    const specials = firstIdOf(plan);
    const size =
      maxTokens === undefined
        ? undefined
        : checkInteger(
            `${kind} maxTokens, mask and unknown ids included,`,
            maxTokens,
            specials + 1,
          );
    const learned = {
      order: checkOneOf(`${kind} order`, order ?? "count", VOCABULARY_ORDERS),
      most: size === undefined ? undefined : size - specials,
      minFrequency:
        minFrequency === undefined
          ? undefined
          : checkInteger(`${kind} minFrequency`, minFrequency, 1),
    };
    return { ...plan, source: { learned } };
  }
  for (const [name, value] of Object.entries({ order, maxTokens, minFrequency })) {
    if (value !== undefined) {
      throw new ConfigError(
        `${kind}: a given vocabulary is taken as it is; leave out either ${name} or vocabulary.`,
      );
    }
  }
  return { ...plan, source: { given: checkVocabulary(keys, vocabulary, plan) } };
}

/** @throws ConfigError for a mask token of another type, or a number of ids that is not whole. */
export function checkIdPlan<K>(
  keys: Keys<K>,
  { maskToken, oovTokens }: { readonly maskToken?: unknown; readonly oovTokens?: unknown },
): IdPlan<K> {
  return {
    maskToken: maskToken === undefined ? undefined : requireKey(keys, maskToken, "maskToken"),
    oovTokens: oovTokens === undefined ? 1 : checkInteger(`${keys.kind} oovTokens`, oovTokens, 0),
  };
}

/**
 * The keys of a given vocabulary, in a copy.
 * @throws ConfigError unless `values` is an array of different keys without the mask token.
 */
export function checkVocabulary<K>(
  keys: Keys<K>,
  values: unknown,
  { maskToken }: IdPlan<K>,
): readonly K[] {
  if (!Array.isArray(values)) {
    throw new ConfigError(`${keys.kind}: vocabulary must be an array, got ${shown(values)}.`);
  }
  const firstPlace = new Map<K, number>();
  for (let i = 0; i < values.length; i++) {
    const key = requireKey(keys, values[i], `vocabulary[${i}]`);
    const first = firstPlace.get(key);
    if (first !== undefined) {
      throw new ConfigError(
        `${keys.kind}: vocabulary[${first}] and vocabulary[${i}] are both ${shown(key)}; each value may stand once.`,
      );
    }
    if (key === maskToken) {
      throw new ConfigError(
        `${keys.kind}: vocabulary[${i}] is the mask token ${shown(key)}, which has id 0 of its own; leave it out.`,
      );
    }
    firstPlace.set(key, i);
  }
  return [...firstPlace.keys()];
}
