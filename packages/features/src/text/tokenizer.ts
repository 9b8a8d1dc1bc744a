/** What is done to a text before it is split. */
export const STANDARDIZATIONS = [
  "lowerAndStripPunctuation",
  "lower",
  "stripPunctuation",
  "none",
] as const;
export type Standardization = (typeof STANDARDIZATIONS)[number];

/** How a text is split into tokens. */
export const SPLITS = ["whitespace", "character", "none"] as const;
export type Split = (typeof SPLITS)[number];

/** Exactly the ASCII punctuation that Keras strips. */
const PUNCTUATION = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";
/** Exactly the characters that TensorFlow splits on: no-break and wider spaces are parts of words. */
const WHITESPACE = " \t\n\v\f\r";

const ASCII = 128;
const SPACE = 0x20;
/** What the table of units has for one that is stripped. */
const STRIPPED = 0xffff;

/**
 * Splits texts into tokens and keeps those of the last one, without making strings.
 *
 * The tokens lie in `units` with one space between, so that the n-gram of the tokens `a` to `b` is
 * the stretch from `starts[a]` to `ends[b]`. Lower-casing is ASCII's, as in Keras: "É" stays.
 */
export class Tokenizer {
  /** UTF-16 units; valid until the next `read`. */
  units = new Uint16Array(256);
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** How many tokens the last text has. */
  count = 0;
  readonly #split: Split;
  /** What each ASCII unit becomes. */
  readonly #ascii = new Uint16Array(ASCII);
  readonly #isWhitespace = new Uint8Array(ASCII);

  constructor(standardize: Standardization, split: Split) {
    this.#split = split;
    const lower = standardize === "lower" || standardize === "lowerAndStripPunctuation";
    const strip = standardize === "stripPunctuation" || standardize === "lowerAndStripPunctuation";
    for (let unit = 0; unit < ASCII; unit++) {
      const isUpper = unit >= 0x41 && unit <= 0x5a;
      this.#ascii[unit] = lower && isUpper ? unit + 0x20 : unit;
    }
    if (strip) for (const sign of PUNCTUATION) this.#ascii[sign.charCodeAt(0)] = STRIPPED;
    for (const blank of WHITESPACE) this.#isWhitespace[blank.charCodeAt(0)] = 1;
  }

  read(text: string): void {
    this.#reserve(text.length);
    if (this.#split === "whitespace") this.#readWords(text);
    else if (this.#split === "character") this.#readCharacters(text);
    else this.#readWhole(text);
  }

  #reserve(length: number): void {
    if (this.starts.length <= length) {
      this.starts = new Int32Array(length * 2 + 1);
      this.ends = new Int32Array(length * 2 + 1);
    }
    // Split into characters, each gets a space behind it.
    if (this.units.length < length * 2 + 1) this.units = new Uint16Array(length * 4 + 1);
  }

  #readWords(text: string): void {
    const { units, starts, ends } = this;
    const ascii = this.#ascii;
    const isWhitespace = this.#isWhitespace;
    let count = 0;
    let end = 0;
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const standard = unit < ASCII ? ascii[unit] : unit;
      if (unit < ASCII && isWhitespace[unit] === 1) {
        if (end > start) {
          starts[count] = start;
          ends[count++] = end;
          units[end++] = SPACE;
          start = end;
        }
      } else if (standard !== STRIPPED || unit >= ASCII) units[end++] = standard;
    }
    if (end > start) {
      starts[count] = start;
      ends[count++] = end;
    }
    this.count = count;
  }

  #readCharacters(text: string): void {
    const { units, starts, ends } = this;
    let count = 0;
    let end = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const standard = unit < ASCII ? this.#ascii[unit] : unit;
      if (unit < ASCII && standard === STRIPPED) continue;
      starts[count] = end;
      units[end++] = standard;
      if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(i + 1))) {
        units[end++] = text.charCodeAt(++i);
      }
      ends[count++] = end;
      units[end++] = SPACE;
    }
    this.count = count;
  }

  #readWhole(text: string): void {
    const { units } = this;
    let end = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const standard = unit < ASCII ? this.#ascii[unit] : unit;
      if (standard !== STRIPPED || unit >= ASCII) units[end++] = standard;
    }
    this.starts[0] = 0;
    this.ends[0] = end;
    this.count = 1;
  }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
