import { ConfigError } from "@towerkit/core";
import { type Encoder, type EncoderJSON, fitWhole } from "../encoder.js";
import {
  type BagEmbeddable,
  type BagFeature,
  bagFeature,
  type EmbeddingFeature,
  type EmbeddingOptions,
  embeddingFeature,
} from "../feature-spec.js";
import { FittedTextVectorization, settingsJSON } from "./fitted-text-vectorization.js";
import {
  checkMaxTokens,
  checkSettings,
  checkVocabulary,
  firstTokenId,
  type TextSettings,
  type TextVectorizationOptions,
} from "./settings.js";
import {
  type TextVectorizationFitting,
  type TokenChoice,
  VocabularyFitting,
} from "./vocabulary-fitting.js";

/** Turns texts into bags of ids. Made by `textVectorization`. */
export interface TextVectorization extends Encoder<string, "ids">, BagEmbeddable<string> {
  readonly kind: "textVectorization";
  fitting(name?: string): TextVectorizationFitting;
  fit(values: ArrayLike<string>, name?: string): FittedTextVectorization;
}

/**
 * Turns each text of a column into a bag of the ids of its words: standardised, split, looked up in
 * a vocabulary of the most frequent ones (equal counts by falling UTF-8 bytes). After
 * `TextVectorization` of Keras.
 *
 * With `output: "ids"`, id 0 pads, 1 is any unknown token, and words follow from 2. The other
 * outputs have no padding: 0 is any unknown token, and words follow from 1.
 *
 * @throws ConfigError naming the option that cannot work.
 * @example
 * const words = textVectorization().fit(["Heat (1995)", "Fargo (1996)", "Seven (1995)"]);
 * words.encodeOne("The Heat, 1995").values; // Int32Array [1, 4, 2]
 */
export function textVectorization(options: TextVectorizationOptions = {}): TextVectorization {
  const settings = checkSettings({ ...options });
  const maxTokens = checkMaxTokens(options.maxTokens);
  const most = maxTokens === undefined ? undefined : maxTokens - firstTokenId(settings);
  if (options.vocabulary === undefined) return new TextVectorizationEncoder(settings, { most });
  const vocabulary = checkVocabulary(options.vocabulary, settings);
  if (most !== undefined && vocabulary.length > most) {
    throw new ConfigError(
      `textVectorization: maxTokens ${maxTokens} leaves room for ${most} tokens, and the vocabulary has ${vocabulary.length}.`,
    );
  }
  return new TextVectorizationEncoder(settings, { vocabulary });
}

class TextVectorizationEncoder implements TextVectorization {
  readonly kind = "textVectorization";
  readonly output = "ids";
  readonly #settings: TextSettings;
  readonly #choice: TokenChoice;

  constructor(settings: TextSettings, choice: TokenChoice) {
    this.#settings = settings;
    this.#choice = choice;
  }

  fitting(name = "the column"): TextVectorizationFitting {
    const { vocabulary } = this.#choice;
    if (vocabulary === undefined || this.#settings.output === "tfIdf") {
      return new VocabularyFitting(this.#settings, this.#choice, name);
    }
    const given = new FittedTextVectorization(this.#settings, vocabulary);
    return { add: () => {}, finish: () => given };
  }

  fit(values: ArrayLike<string>, name?: string): FittedTextVectorization {
    return fitWhole(this.fitting(name), values);
  }

  toJSON(): EncoderJSON {
    const { vocabulary, most } = this.#choice;
    return {
      kind: this.kind,
      ...settingsJSON(this.#settings),
      ...(most === undefined ? {} : { maxTokens: most + firstTokenId(this.#settings) }),
      ...(vocabulary === undefined ? {} : { vocabulary }),
    };
  }

  embedding<const C extends string>(
    dim: number,
    options: EmbeddingOptions & { readonly column: C },
  ): BagFeature<EmbeddingFeature<string, "ids"> & { readonly column: C }>;
  embedding(dim: number, options?: EmbeddingOptions): BagFeature<EmbeddingFeature<string, "ids">>;
  embedding(dim: number, options?: EmbeddingOptions): BagFeature<EmbeddingFeature<string, "ids">> {
    return bagFeature<EmbeddingFeature<string, "ids">>(embeddingFeature(this, dim, options));
  }
}
