import { type Encoder, type EncoderJSON, type Fitting, fitWhole } from "../encoder.js";
import {
  type Embeddable,
  type EmbeddingFeature,
  type EmbeddingOptions,
  embeddingFeature,
} from "../feature-spec.js";
import { rowOf } from "../numeric/refuse.js";
import { FittedLookup, idPlanJSON } from "./fitted-lookup.js";
import { type Keys, requireKey } from "./keys.js";
import {
  checkLookupOptions,
  firstIdOf,
  type IdPlan,
  type LookupOptions,
  type LookupSettings,
} from "./lookup-settings.js";
import { type VocabularyChoice, vocabularyOf } from "./order.js";
import { ValueCounter } from "./value-counter.js";

type LookupFitting<V, K extends V> = Fitting<V, "id", ArrayLike<V>, FittedLookup<V, K>>;

/** Gives every value of a column an id: strings, or whole numbers. */
export interface Lookup<V, K extends V> extends Encoder<V>, Embeddable<V> {
  fitting(name?: string): LookupFitting<V, K>;
  fit(values: ArrayLike<V>, name?: string): FittedLookup<V, K>;
}

/** @throws ConfigError for options that cannot work, alone or together. */
export function lookup<V, K extends V>(keys: Keys<K>, options: LookupOptions<V>): Lookup<V, K> {
  return new LookupEncoder<V, K>(keys, checkLookupOptions(keys, options));
}

class LookupEncoder<V, K extends V> implements Lookup<V, K> {
  readonly kind: string;
  readonly output = "id";
  readonly #keys: Keys<K>;
  readonly #settings: LookupSettings<K>;

  constructor(keys: Keys<K>, settings: LookupSettings<K>) {
    this.kind = keys.kind;
    this.#keys = keys;
    this.#settings = settings;
  }

  fitting(name = "the column"): LookupFitting<V, K> {
    const { source } = this.#settings;
    if ("learned" in source) {
      return new VocabularyFitting<V, K>(this.#keys, this.#settings, source.learned, name);
    }
    const given = new FittedLookup<V, K>(this.#keys, this.#settings, source.given);
    return { add: () => {}, finish: () => given };
  }

  fit(values: ArrayLike<V>, name?: string): FittedLookup<V, K> {
    return fitWhole(this.fitting(name), values);
  }

  toJSON(): EncoderJSON {
    const { source } = this.#settings;
    const plan = idPlanJSON(this.#settings);
    if ("given" in source) return { kind: this.kind, ...plan, vocabulary: source.given };
    const { order, most, minFrequency } = source.learned;
    return {
      kind: this.kind,
      ...plan,
      order,
      ...(most === undefined ? {} : { maxTokens: most + firstIdOf(this.#settings) }),
      ...(minFrequency === undefined ? {} : { minFrequency }),
    };
  }

  embedding<const C extends string>(
    dim: number,
    options: EmbeddingOptions & { readonly column: C },
  ): EmbeddingFeature<V> & { readonly column: C };
  embedding(dim: number, options?: EmbeddingOptions): EmbeddingFeature<V>;
  embedding(dim: number, options?: EmbeddingOptions): EmbeddingFeature<V> {
    return embeddingFeature<V, "id">(this, dim, options);
  }
}

class VocabularyFitting<V, K extends V> implements LookupFitting<V, K> {
  readonly #keys: Keys<K>;
  readonly #plan: IdPlan<K>;
  readonly #choice: VocabularyChoice;
  readonly #name: string;
  readonly #counter = new ValueCounter<K>();
  #rows = 0;

  constructor(keys: Keys<K>, plan: IdPlan<K>, choice: VocabularyChoice, name: string) {
    this.#keys = keys;
    this.#plan = plan;
    this.#choice = choice;
    this.#name = name;
  }

  add(values: ArrayLike<V>): void {
    const counter = this.#counter;
    for (let i = counter.countKnown(values, 0); i < values.length; ) {
      const value = values[i];
      const key =
        this.#keys.keyOf(value) ?? requireKey(this.#keys, value, rowOf(this.#name, this.#rows + i));
      counter.count(value, key);
      i = counter.countKnown(values, i + 1);
    }
    this.#rows += values.length;
  }

  finish(): FittedLookup<V, K> {
    const { maskToken } = this.#plan;
    if (maskToken !== undefined) this.#counter.forget(maskToken);
    const vocabulary = vocabularyOf(this.#counter, this.#keys.compare, this.#choice);
    return new FittedLookup<V, K>(this.#keys, this.#plan, vocabulary);
  }
}
