import type { FittedEncoder, HasVocabulary } from "../encoder.js";
import { refuseNonString, rowOf } from "./strings.js";

/** The JSON of a fitted string lookup. */
export interface FittedStringLookupJSON {
  readonly kind: "stringLookup";
  readonly vocabulary: readonly string[];
  readonly [part: string]: unknown;
}

/** A vocabulary with an id for each of its strings, and 0 for every other. */
export class FittedStringLookup implements FittedEncoder<string>, HasVocabulary<string> {
  readonly kind = "stringLookup";
  readonly output = "id";
  readonly outOfVocabulary = { from: 0, count: 1 };
  readonly #vocabulary: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  /** @param vocabulary - different strings; the one at index `i` gets id `i + 1`. Not copied. */
  constructor(vocabulary: readonly string[]) {
    this.#vocabulary = vocabulary;
    const ids = new Map<string, number>();
    for (let i = 0; i < vocabulary.length; i++) ids.set(vocabulary[i], i + 1);
    this.#ids = ids;
  }

  get size(): number {
    return this.#vocabulary.length + 1;
  }

  encode(values: ArrayLike<string>, name = "the column"): Int32Array {
    const ids = new Int32Array(values.length);
    for (let i = 0; i < ids.length; i++) {
      const value: unknown = values[i];
      const id = this.#ids.get(value as string);
      if (id !== undefined) ids[i] = id;
      else if (typeof value !== "string") refuseNonString(value, rowOf(name, i));
    }
    return ids;
  }

  encodeOne(value: string): number {
    const id = this.#ids.get(value);
    if (id === undefined && typeof value !== "string") refuseNonString(value, "the value");
    return id ?? 0;
  }

  knows(value: string): boolean {
    return this.#ids.has(value);
  }

  vocabulary(): readonly string[] {
    return this.#vocabulary;
  }

  tokens(): readonly string[] {
    return ["[UNK]", ...this.#vocabulary];
  }

  toJSON(): FittedStringLookupJSON {
    return { kind: this.kind, vocabulary: this.#vocabulary };
  }

  describe(): string {
    const known = this.#vocabulary.length;
    return known === 0
      ? "stringLookup: no known value; 0 for any"
      : `stringLookup: ${known} known values, ids 1 to ${known}; 0 for any other`;
  }
}
