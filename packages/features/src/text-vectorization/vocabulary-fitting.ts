import type { Fitting } from "../encoder.js";
import { rowOf } from "../numeric/refuse.js";
import { refuseNonString } from "../text/refuse.js";
import { TextTable } from "../text/text-table.js";
import { Tokenizer } from "../text/tokenizer.js";
import { compareUtf8 } from "../vocabulary/utf8-order.js";
import { FittedTextVectorization } from "./fitted-text-vectorization.js";
import { type TextSettings, UNKNOWN } from "./settings.js";

export type TextVectorizationFitting = Fitting<
  string,
  "ids",
  ArrayLike<string>,
  FittedTextVectorization
>;

/** Which tokens a fitting shall know: given ones, or at most so many of those that it meets. */
export interface TokenChoice {
  readonly vocabulary?: readonly string[] | undefined;
  readonly most?: number | undefined;
}

/** Counts the tokens of a column, and in how many of its texts each stands. */
export class VocabularyFitting implements TextVectorizationFitting {
  readonly #settings: TextSettings;
  readonly #choice: TokenChoice;
  readonly #name: string;
  readonly #tokenizer: Tokenizer;
  readonly #table = new TextTable();
  /** By the token's number in the table. */
  readonly #counts: number[] = [];
  readonly #documentCounts: number[] = [];
  /** The last row in which each token stood. */
  readonly #lastRows: number[] = [];
  #rows = 0;

  constructor(settings: TextSettings, choice: TokenChoice, name: string) {
    this.#settings = settings;
    this.#choice = choice;
    this.#name = name;
    this.#tokenizer = new Tokenizer(settings.standardize, settings.split);
  }

  add(values: ArrayLike<string>): void {
    for (let i = 0; i < values.length; i++) {
      const text = values[i];
      if (typeof text !== "string") {
        refuseNonString("textVectorization", text, rowOf(this.#name, this.#rows));
      }
      this.#addText(text);
      this.#rows++;
    }
  }

  #addText(text: string): void {
    const { ngrams } = this.#settings;
    const tokenizer = this.#tokenizer;
    tokenizer.read(text);
    const { units, starts, ends, count } = tokenizer;
    for (let k = 0; k < ngrams.length; k++) {
      for (let last = ngrams[k] - 1; last < count; last++) {
        this.#count(this.#table.intern(units, starts[last - ngrams[k] + 1], ends[last]));
      }
    }
  }

  #count(token: number): void {
    const counts = this.#counts;
    if (token === counts.length) {
      counts.push(0);
      this.#documentCounts.push(0);
      this.#lastRows.push(-1);
    }
    counts[token]++;
    if (this.#lastRows[token] === this.#rows) return;
    this.#lastRows[token] = this.#rows;
    this.#documentCounts[token]++;
  }

  finish(): FittedTextVectorization {
    const numbers = new Map<string, number>();
    for (let token = 0; token < this.#table.size; token++) {
      numbers.set(this.#table.textAt(token), token);
    }
    const vocabulary = this.#choice.vocabulary ?? this.#mostFrequent(numbers);
    if (this.#settings.output !== "tfIdf") {
      return new FittedTextVectorization(this.#settings, vocabulary);
    }
    const counts = vocabulary.map((text) => {
      const token = numbers.get(text);
      return token === undefined ? 0 : this.#documentCounts[token];
    });
    return new FittedTextVectorization(this.#settings, vocabulary, {
      documents: this.#rows,
      counts,
    });
  }

  /** By falling count, equal ones by falling bytes. */
  #mostFrequent(numbers: ReadonlyMap<string, number>): readonly string[] {
    const counts = this.#counts;
    return [...numbers]
      .filter(([text]) => text !== "" && text !== UNKNOWN)
      .sort(([a, left], [b, right]) => counts[right] - counts[left] || compareUtf8(b, a))
      .slice(0, this.#choice.most)
      .map(([text]) => text);
  }
}
