import { ConfigError, checkOneOf } from "@towerkit/core";
import { type Encoder, type EncoderJSON, type Fitting, fitWhole } from "../encoder.js";
import {
  type Embeddable,
  type EmbeddingFeature,
  type EmbeddingOptions,
  embeddingFeature,
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
  fitting(name?: string): Fitting<string, "id", ArrayLike<string>, FittedStringLookup>;
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
    return new StringLookupEncoder(
      { order: fittedOrder },
      (name) => new VocabularyFitting(fittedOrder, name),
    );
  }
  if (order !== undefined) {
    throw new ConfigError(
      "stringLookup: a given vocabulary has its own order; leave out either order or vocabulary.",
    );
  }
  const given = [...checkDistinctStrings("vocabulary", vocabulary)];
  const fitted = new FittedStringLookup(given);
  return new StringLookupEncoder({ vocabulary: given }, () => ({
    add: () => {},
    finish: () => fitted,
  }));
}

type StringLookupFitting = Fitting<string, "id", ArrayLike<string>, FittedStringLookup>;

class StringLookupEncoder implements StringLookup {
  readonly kind = "stringLookup";
  readonly output = "id";
  readonly #settings: Omit<EncoderJSON, "kind">;
  readonly #fitting: (name: string) => StringLookupFitting;

  constructor(settings: Omit<EncoderJSON, "kind">, fitting: (name: string) => StringLookupFitting) {
    this.#settings = settings;
    this.#fitting = fitting;
  }

  fitting(name = "the column"): StringLookupFitting {
    return this.#fitting(name);
  }

  fit(values: ArrayLike<string>, name?: string): FittedStringLookup {
    return fitWhole(this.fitting(name), values);
  }

  toJSON(): EncoderJSON {
    return { kind: this.kind, ...this.#settings };
  }

  embedding<const C extends string>(
    dim: number,
    options: EmbeddingOptions & { readonly column: C },
  ): EmbeddingFeature<string> & { readonly column: C };
  embedding(dim: number, options?: EmbeddingOptions): EmbeddingFeature<string>;
  embedding(dim: number, options?: EmbeddingOptions): EmbeddingFeature<string> {
    return embeddingFeature(this, dim, options);
  }
}

class VocabularyFitting implements StringLookupFitting {
  readonly #order: VocabularyOrder;
  readonly #name: string;
  readonly #counts = new Map<string, number>();
  #rows = 0;

  constructor(order: VocabularyOrder, name: string) {
    this.#order = order;
    this.#name = name;
  }

  add(values: ArrayLike<string>): void {
    const counts = this.#counts;
    for (let i = 0; i < values.length; i++) {
      const value: unknown = values[i];
      if (typeof value !== "string") refuseNonString(value, rowOf(this.#name, this.#rows + i));
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    this.#rows += values.length;
  }

  finish(): FittedStringLookup {
    const counts = this.#counts;
    if (this.#order === "bytes") {
      return new FittedStringLookup([...counts.keys()].sort(compareUtf8));
    }
    const byFallingCount = [...counts].sort(
      ([a, countA], [b, countB]) => countB - countA || compareUtf8(b, a),
    );
    return new FittedStringLookup(byFallingCount.map(([value]) => value));
  }
}
