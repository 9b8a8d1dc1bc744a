import { ConfigError, shown } from "@towerkit/core";
import type { ColumnsOf, FittedIdEncoder } from "../encoder.js";
import { concatenateFingerprint } from "../hash/fingerprint-cat.js";
import { Fingerprint64 } from "../hash/fingerprint64.js";
import { TextBytes } from "../hash/text-bytes.js";
import { Word64 } from "../hash/word64.js";
import { refuseUnhashable } from "../hashing/hasher.js";
import { rowOf } from "../numeric/refuse.js";

/** One part of a crossed value, from one column. */
export type CrossPart = string | number;

/** A crossed value: one part from each column. */
export type CrossValue = readonly CrossPart[];

/** What a cross reads: its columns, of equal length. */
export type CrossColumns = ColumnsOf<CrossValue>;

/** The JSON of a fitted hashed cross. */
export interface FittedHashedCrossJSON {
  readonly kind: "hashedCross";
  readonly bins: number;
  readonly [part: string]: unknown;
}

/** TensorFlow begins every cross with it. */
const SEED = 0xdecafcaffe;

/** Bins for combinations of values; nothing is learned, so every combination has one. */
export class FittedHashedCross implements FittedIdEncoder<CrossValue, "id", CrossColumns> {
  readonly kind = "hashedCross";
  readonly output = "id";
  readonly size: number;
  readonly outOfVocabulary = { from: 0, count: 0 };
  readonly #text = new TextBytes();
  readonly #fingerprint = new Fingerprint64();
  readonly #crossed = new Word64();
  readonly #whole = new Word64();

  constructor(bins: number) {
    this.size = bins;
  }

  encode(values: CrossColumns, names: readonly string[] = []): Int32Array {
    checkColumns(values, names);
    const ids = new Int32Array(values[0].length);
    for (let row = 0; row < ids.length; row++) {
      this.#crossed.setNumber(SEED);
      for (let column = 0; column < values.length; column++) {
        const part: unknown = values[column][row];
        if (!this.#take(part)) {
          refuseUnhashable(this.kind, part, rowOf(nameOf(names, column), row));
        }
      }
      ids[row] = this.#crossed.remainder(this.size);
    }
    return ids;
  }

  encodeOne(value: CrossValue): number {
    if (!Array.isArray(value) || value.length < 2) {
      throw new ConfigError(
        `hashedCross: the value must be an array of two parts or more, got ${shown(value)}.`,
      );
    }
    this.#crossed.setNumber(SEED);
    for (const [i, part] of value.entries()) {
      if (!this.#take(part)) refuseUnhashable(this.kind, part, `part ${i} of the value`);
    }
    return this.#crossed.remainder(this.size);
  }

  toJSON(): FittedHashedCrossJSON {
    return { kind: this.kind, bins: this.size };
  }

  describe(): string {
    return `hashedCross: ${this.size} bins, ids 0 to ${this.size - 1}, by FingerprintCat64`;
  }

  /** Takes one part into the cross; false where it is of another type. */
  #take(part: unknown): boolean {
    const text = this.#text;
    if (typeof part === "string") {
      text.setText(part);
      concatenateFingerprint(this.#crossed, this.#fingerprint.of(text.bytes, text.length));
    } else if (Number.isSafeInteger(part)) {
      concatenateFingerprint(this.#crossed, this.#whole.setNumber(part as number));
    } else {
      return false;
    }
    return true;
  }
}

function checkColumns(columns: CrossColumns, names: readonly string[]): void {
  if (!Array.isArray(columns) || columns.length < 2) {
    throw new ConfigError(
      `hashedCross: it reads two columns or more, as [first, second]; got ${shown(columns)}.`,
    );
  }
  for (const [i, column] of columns.entries()) {
    if (column?.length !== columns[0].length) {
      throw new ConfigError(
        `hashedCross: ${nameOf(names, i)} has ${column?.length} rows and ${nameOf(names, 0)} has ${columns[0].length}; they must be equal.`,
      );
    }
  }
}

const nameOf = (names: readonly string[], column: number): string =>
  names[column] ?? `column ${column} of the cross`;
