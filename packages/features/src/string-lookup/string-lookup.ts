import { ConfigError, checkOneOf } from "@towerkit/core";
import type { Encoder, EncoderJSON } from "../encoder.js";
import {
  type Embeddable,
  type EmbeddingOptions,
  embeddingFeature,
  type FeatureSpec,
} from "../feature-spec.js";
import { FittedStringLookup } from "./fitted-string-lookup.js";
import { checkDistinctStrings, refuseNonString, rowOf } from "./strings.js";
import { compareUtf8 } from "./utf8-order.js";

const ORDERS = ["count", "bytes"] as const;

/** In which order a fitted vocabulary stands. */
export type VocabularyOrder = (typeof ORDERS)[number];

export interface StringLookupOptions {
  /**
   * `"count"` (the default): the most frequent value first, equal counts by falling UTF-8 bytes, as
   * Keras has it. `"bytes"`: by rising UTF-8 bytes.
   */
  readonly order?: VocabularyOrder;
  /** The values to know, in the order of their ids. Nothing is learned from the column then. */
  readonly vocabulary?: readonly string[];
}

/** Gives every string of a column an id. Made by `stringLookup`. */
export interface StringLookup extends Encoder<string>, Embeddable<string> {
  readonly kind: "stringLookup";
  fit(values: ArrayLike<string>, name?: string): FittedStringLookup;
}

/**
 * Gives every distinct string of a column an id from 1; 0 is for strings that fitting never saw.
 * The empty string is a value like any other. After `StringLookup` of Keras.
 *
 * @throws ConfigError for an unknown `order`, for a `vocabulary` that repeats a value or holds
 *   something else than strings, and for both options at once.
 * @example
 * const titles = stringLookup().fit(["Heat", "Fargo", "Heat"]);
 * titles.encode(["Fargo", "Heat", "Alien"]); // Int32Array [2, 1, 0]
 */
export function stringLookup(options: StringLookupOptions = {}): StringLookup {
  const { order, vocabulary } = options;
  if (vocabulary === undefined) {
    const fittedOrder = checkOneOf("stringLookup order", order ?? "count", ORDERS);
    return new StringLookupEncoder({ order: fittedOrder }, (values, name) =>
      vocabularyOf(values, fittedOrder, name),
    );
  }
  if (order !== undefined) {
    throw new ConfigError(
      "stringLookup: a given vocabulary has its own order; leave out either order or vocabulary.",
    );
  }
  const given = [...checkDistinctStrings("vocabulary", vocabulary)];
  return new StringLookupEncoder({ vocabulary: given }, () => given);
}

class StringLookupEncoder implements StringLookup {
  readonly kind = "stringLookup";
  readonly #settings: Omit<EncoderJSON, "kind">;
  readonly #vocabularyFor: (values: ArrayLike<string>, name: string) => readonly string[];

  constructor(
    settings: Omit<EncoderJSON, "kind">,
    vocabularyFor: (values: ArrayLike<string>, name: string) => readonly string[],
  ) {
    this.#settings = settings;
    this.#vocabularyFor = vocabularyFor;
  }

  fit(values: ArrayLike<string>, name = "the column"): FittedStringLookup {
    return new FittedStringLookup(this.#vocabularyFor(values, name));
  }

  toJSON(): EncoderJSON {
    return { kind: this.kind, ...this.#settings };
  }

  embedding<const C extends string>(
    dim: number,
    options: EmbeddingOptions & { readonly column: C },
  ): FeatureSpec<string> & { readonly column: C };
  embedding(dim: number, options?: EmbeddingOptions): FeatureSpec<string>;
  embedding(dim: number, options?: EmbeddingOptions): FeatureSpec<string> {
    return embeddingFeature(this, dim, options);
  }
}

function vocabularyOf(
  values: ArrayLike<string>,
  order: VocabularyOrder,
  name: string,
): readonly string[] {
  const counts = countStrings(values, name);
  if (order === "bytes") return [...counts.keys()].sort(compareUtf8);
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || compareUtf8(b, a))
    .map(([value]) => value);
}

function countStrings(values: ArrayLike<string>, name: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i];
    if (typeof value !== "string") refuseNonString(value, rowOf(name, i));
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
