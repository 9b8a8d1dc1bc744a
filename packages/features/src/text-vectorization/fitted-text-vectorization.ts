import { ConfigError, checkInteger, shown } from "@towerkit/core";
import type { Bag, Bags, FittedIdEncoder, HasVocabulary } from "../encoder.js";
import { rowOf } from "../numeric/refuse.js";
import { refuseNonString } from "../text/refuse.js";
import { TextTable } from "../text/text-table.js";
import { Tokenizer } from "../text/tokenizer.js";
import { BagBuilder } from "./bag-builder.js";
import { type DocumentFrequencies, inverseDocumentFrequencies } from "./document-frequencies.js";
import {
  checkSettings,
  checkVocabulary,
  firstTokenId,
  type TextOutput,
  type TextSettings,
  UNKNOWN,
} from "./settings.js";

/** The JSON of a fitted text vectorization. */
export interface FittedTextVectorizationJSON {
  readonly kind: "textVectorization";
  readonly standardize: string;
  readonly split: string;
  readonly ngrams: readonly number[];
  readonly output: TextOutput;
  readonly outputLength?: number;
  readonly padded?: true;
  readonly vocabulary: readonly string[];
  /** With `output: "tfIdf"`: how many texts were fitted, and in how many of them each token stands. */
  readonly documents?: number;
  readonly documentCounts?: readonly number[];
  readonly [part: string]: unknown;
}

/** Texts that stand often are split once; a column of others does not fill the memory. */
export const MOST_REMEMBERED = 65_536;

/** A vocabulary of tokens, and how a text is split into them. */
export class FittedTextVectorization
  implements FittedIdEncoder<string, "ids">, HasVocabulary<string>
{
  readonly kind = "textVectorization";
  readonly output = "ids";
  readonly size: number;
  readonly outOfVocabulary: { readonly from: number; readonly count: number };
  readonly #settings: TextSettings;
  readonly #vocabulary: readonly string[];
  readonly #frequencies: DocumentFrequencies | undefined;
  readonly #tokenizer: Tokenizer;
  readonly #verbatim = new Tokenizer("none", "none");
  readonly #table = new TextTable();
  readonly #weights: Float32Array | undefined;

  /**
   * @param vocabulary - different strings, none empty, in the order of their ids. Not copied.
   * @param frequencies - needed with `output: "tfIdf"`.
   */
  constructor(
    settings: TextSettings,
    vocabulary: readonly string[],
    frequencies?: DocumentFrequencies,
  ) {
    const firstId = firstTokenId(settings);
    this.size = firstId + vocabulary.length;
    this.outOfVocabulary = { from: firstId - 1, count: 1 };
    this.#settings = settings;
    this.#vocabulary = vocabulary;
    this.#frequencies = frequencies;
    this.#weights = frequencies && inverseDocumentFrequencies(frequencies);
    this.#tokenizer = new Tokenizer(settings.standardize, settings.split);
    for (const token of vocabulary) {
      this.#verbatim.read(token);
      this.#table.intern(this.#verbatim.units, 0, token.length);
    }
  }

  encode(values: ArrayLike<string>, name = "the column"): Bags {
    return this.#finish(this.#bagsOf(values, name));
  }

  /** What `encode` gives, but no row is filled up: for who has no use for the ids of padding. */
  encodeUnpadded(values: ArrayLike<string>, name = "the column"): Bags {
    const bags = this.#bagsOf(values, name);
    return this.#settings.padded ? bags.bags() : this.#finish(bags);
  }

  #bagsOf(values: ArrayLike<string>, name: string): BagBuilder {
    const bags = this.#builder(values.length);
    const rowsByText = new Map<string, number>();
    for (let row = 0; row < values.length; row++) {
      const text = values[row];
      const same = rowsByText.get(text);
      if (same !== undefined) {
        bags.repeatRow(same);
        continue;
      }
      if (typeof text !== "string") refuseNonString(this.kind, text, rowOf(name, row));
      this.#addRow(text, bags);
      if (rowsByText.size < MOST_REMEMBERED) rowsByText.set(text, row);
    }
    return bags;
  }

  encodeOne(value: string): Bag {
    if (typeof value !== "string") refuseNonString(this.kind, value, "the value");
    const bags = this.#builder(1);
    this.#addRow(value, bags);
    const { values, weights } = this.#finish(bags);
    return weights === undefined ? { values } : { values, weights };
  }

  #builder(rows: number): BagBuilder {
    return new BagBuilder(rows, { counted: this.#settings.output !== "ids" });
  }

  #addRow(text: string, bags: BagBuilder): void {
    const { ngrams, output, outputLength = Number.POSITIVE_INFINITY } = this.#settings;
    const tokenizer = this.#tokenizer;
    const unknownId = this.outOfVocabulary.from;
    tokenizer.read(text);
    const { units, starts, ends, count } = tokenizer;
    let room = outputLength;
    for (let k = 0; k < ngrams.length; k++) {
      for (let last = ngrams[k] - 1; last < count && room > 0; last++) {
        const start = starts[last - ngrams[k] + 1];
        const end = ends[last];
        if (start < end) bags.push(unknownId + 1 + this.#table.find(units, start, end));
        else if (output === "ids") bags.push(0);
        room--;
      }
    }
    bags.endRow();
  }

  #finish(bags: BagBuilder): Bags {
    const { output, outputLength, padded } = this.#settings;
    if (padded) return bags.padded(outputLength);
    const { offsets, values, weights } = bags.bags();
    if (weights === undefined || output === "multiHot") return { offsets, values };
    const perToken = this.#weights;
    if (perToken !== undefined) {
      for (let i = 0; i < values.length; i++) weights[i] *= perToken[values[i]];
    }
    return { offsets, values, weights };
  }

  knows(token: string): boolean {
    this.#verbatim.read(token);
    return this.#table.find(this.#verbatim.units, 0, token.length) >= 0;
  }

  vocabulary(): readonly string[] {
    return this.#vocabulary;
  }

  tokens(): readonly string[] {
    return [...(this.#settings.output === "ids" ? ["", UNKNOWN] : [UNKNOWN]), ...this.#vocabulary];
  }

  toJSON(): FittedTextVectorizationJSON {
    const frequencies = this.#frequencies;
    return {
      kind: this.kind,
      ...settingsJSON(this.#settings),
      vocabulary: this.#vocabulary,
      ...(frequencies && { documents: frequencies.documents, documentCounts: frequencies.counts }),
    };
  }

  describe(): string {
    const { from } = this.outOfVocabulary;
    const known = this.#vocabulary.length;
    const tokens =
      known === 0 ? "no known token" : `${known} known tokens, ids ${from + 1} to ${this.size - 1}`;
    const padding = this.#settings.output === "ids" ? "; 0 for padding" : "";
    return `textVectorization (${this.#settings.output}): ${tokens}${padding}; ${from} for any other`;
  }
}

/** The settings, without those that are as by default and have no place in a bundle. */
export function settingsJSON({ outputLength, padded, ...others }: TextSettings) {
  return {
    ...others,
    ...(outputLength === undefined ? {} : { outputLength }),
    ...(padded ? { padded } : {}),
  };
}

/**
 * Makes a fitted text vectorization again of its JSON.
 * @throws ConfigError naming the part that is wrong.
 */
export function readTextVectorization(
  json: Readonly<Record<string, unknown>>,
): FittedTextVectorization {
  const { ngrams } = json;
  if (ngrams !== undefined && !Array.isArray(ngrams)) {
    throw new ConfigError(
      `textVectorization ngrams must be an array of lengths once it is fitted, got ${shown(ngrams)}.`,
    );
  }
  const settings = checkSettings(json);
  const vocabulary = checkVocabulary(json["vocabulary"], settings);
  if (settings.output !== "tfIdf") return new FittedTextVectorization(settings, vocabulary);
  const documents = checkInteger("textVectorization documents", json["documents"], 0);
  const counts = json["documentCounts"];
  if (!Array.isArray(counts) || counts.length !== vocabulary.length) {
    throw new ConfigError(
      `textVectorization documentCounts must hold a count for each of the ${vocabulary.length} tokens, got ${shown(counts)}.`,
    );
  }
  counts.forEach((count, i) => {
    checkInteger(`textVectorization documentCounts[${i}]`, count, 0);
  });
  return new FittedTextVectorization(settings, vocabulary, { documents, counts });
}
