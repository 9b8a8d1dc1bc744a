import { ConfigError, checkInteger, checkOneOf, shown } from "@towerkit/core";
import { SPLITS, type Split, STANDARDIZATIONS, type Standardization } from "../text/tokenizer.js";

/** What a row's bag of ids holds. */
const TEXT_OUTPUTS = ["ids", "multiHot", "count", "tfIdf"] as const;
export type TextOutput = (typeof TEXT_OUTPUTS)[number];

export interface TextVectorizationOptions {
  /**
   * The most ids that there may be; the least frequent tokens go. Counted are the id for unknown
   * tokens and, with `output: "ids"`, that for padding. Default: no limit.
   */
  readonly maxTokens?: number;
  /**
   * What is done to a text before it is split. Lower-casing changes A to Z only, punctuation is the
   * 32 ASCII signs, as in Keras. Default `"lowerAndStripPunctuation"`.
   */
  readonly standardize?: Standardization;
  /**
   * `"whitespace"` (the default) splits on ASCII blanks, `"character"` gives each code point, and
   * `"none"` takes the text as one token.
   */
  readonly split?: Split;
  /**
   * A number `n`: all runs of 1 to `n` tokens, joined by a space, the single tokens first. An array:
   * runs of these lengths, in this order. Default 1. Cannot go with `split: "none"`.
   */
  readonly ngrams?: number | readonly number[];
  /**
   * `"ids"` (the default): the ids of the tokens, in their order. The others give each distinct id of
   * the row once, rising: `"multiHot"` without weights, `"count"` with how often it stands there,
   * `"tfIdf"` with that times its inverse document frequency.
   */
  readonly output?: TextOutput;
  /** With `output: "ids"`: longer rows are cut to so many ids. */
  readonly outputLength?: number;
  /**
   * With `output: "ids"`: shorter rows are filled up with id 0, to `outputLength`, or to the longest
   * row of the column where none is given. Default false: rows are as long as they are.
   */
  readonly padded?: boolean;
  /**
   * The tokens to know, in the order of their ids. Only document frequencies are learned then. The
   * special tokens `""` and `"[UNK]"` may lead it, as Keras's `get_vocabulary()` has them.
   */
  readonly vocabulary?: readonly string[];
}

/** How a text becomes ids, apart from the vocabulary. */
export interface TextSettings {
  readonly standardize: Standardization;
  readonly split: Split;
  /** The lengths of the runs of tokens. */
  readonly ngrams: readonly number[];
  readonly output: TextOutput;
  readonly outputLength: number | undefined;
  readonly padded: boolean;
}

/** What the unknown token is called. */
export const UNKNOWN = "[UNK]";

/** Before the tokens come the ids of padding, which only `output: "ids"` has, and of unknown tokens. */
export const firstTokenId = ({ output }: TextSettings): number => (output === "ids" ? 2 : 1);

/** @throws ConfigError naming the setting that cannot work. */
export function checkSettings(options: Readonly<Record<string, unknown>>): TextSettings {
  const of = (name: string) => `textVectorization ${name}`;
  const { standardize, split, ngrams, output, outputLength, padded } = options;
  const settings = {
    standardize: checkOneOf(
      of("standardize"),
      standardize ?? "lowerAndStripPunctuation",
      STANDARDIZATIONS,
    ),
    split: checkOneOf(of("split"), split ?? "whitespace", SPLITS),
    ngrams: checkNgrams(ngrams ?? 1),
    output: checkOneOf(of("output"), output ?? "ids", TEXT_OUTPUTS),
    outputLength:
      outputLength === undefined ? undefined : checkInteger(of("outputLength"), outputLength, 1),
    padded: checkBoolean(of("padded"), padded ?? false),
  };
  if (settings.output !== "ids" && (outputLength !== undefined || settings.padded)) {
    throw new ConfigError(
      `textVectorization: outputLength and padded go with output: "ids", got output: "${settings.output}".`,
    );
  }
  if (settings.split === "none" && settings.ngrams.some((length) => length !== 1)) {
    throw new ConfigError(
      'textVectorization: split: "none" makes one token of a text, so there are no n-grams of several.',
    );
  }
  return settings;
}

/** @throws ConfigError unless it leaves room for the special ids. */
export function checkMaxTokens(maxTokens: unknown): number | undefined {
  return maxTokens === undefined
    ? undefined
    : checkInteger("textVectorization maxTokens", maxTokens, 2);
}

function checkNgrams(ngrams: unknown): readonly number[] {
  if (!Array.isArray(ngrams)) {
    const most = checkInteger("textVectorization ngrams", ngrams, 1);
    return Array.from({ length: most }, (_, i) => i + 1);
  }
  const lengths = ngrams.map((length, i) =>
    checkInteger(`textVectorization ngrams[${i}]`, length, 1),
  );
  if (lengths.length === 0 || new Set(lengths).size < lengths.length) {
    throw new ConfigError(
      `textVectorization ngrams must be one or more different lengths, got [${lengths.join(", ")}].`,
    );
  }
  return lengths;
}

function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value !== "boolean") {
    throw new ConfigError(`${name} must be true or false, got ${shown(value)}.`);
  }
  return value;
}

/**
 * The tokens of a given vocabulary, without the special ones that may lead it.
 * @throws ConfigError unless they are different strings, none of them empty.
 */
export function checkVocabulary(vocabulary: unknown, settings: TextSettings): readonly string[] {
  if (!Array.isArray(vocabulary)) {
    throw new ConfigError(
      `textVectorization vocabulary must be an array of strings, got ${shown(vocabulary)}.`,
    );
  }
  const special = settings.output === "ids" ? ["", UNKNOWN] : [UNKNOWN];
  const isLed = special.every((token, i) => vocabulary[i] === token);
  const first = isLed ? special.length : 0;
  const firstIndex = new Map<unknown, number>();
  for (let i = first; i < vocabulary.length; i++) {
    const token: unknown = vocabulary[i];
    if (typeof token !== "string" || token === "") {
      throw new ConfigError(
        `textVectorization vocabulary[${i}] is ${shown(token)}, and every token must be a string of at least one character.`,
      );
    }
    const earlier = firstIndex.get(token);
    if (earlier !== undefined) {
      throw new ConfigError(
        `textVectorization vocabulary[${earlier}] and vocabulary[${i}] are both ${shown(token)}; each token may stand once.`,
      );
    }
    firstIndex.set(token, i);
  }
  return vocabulary.slice(first) as string[];
}
