import { shown } from "@towerkit/core";
import type { FittedIdEncoder } from "../encoder.js";
import { rowOf } from "../numeric/refuse.js";
import { type HashableValue, Hasher, refuseUnhashable, type Salt } from "./hasher.js";

/** The checked settings of a hashing. */
export interface HashingSettings {
  readonly bins: number;
  readonly maskValue?: HashableValue;
  readonly salt?: Salt;
}

/** The JSON of a fitted hashing. */
export interface FittedHashingJSON extends HashingSettings {
  readonly kind: "hashing";
  readonly [part: string]: unknown;
}

/** Bins for values; nothing is learned, so every value has one. */
export class FittedHashing implements FittedIdEncoder<HashableValue> {
  readonly kind = "hashing";
  readonly output = "id";
  readonly size: number;
  readonly outOfVocabulary = { from: 0, count: 0 };
  readonly #settings: HashingSettings;
  readonly #hasher: Hasher;
  /** The first bin that values are hashed into: after the mask's. */
  readonly #first: number;

  constructor(settings: HashingSettings) {
    this.#settings = settings;
    this.size = settings.bins;
    this.#first = settings.maskValue === undefined ? 0 : 1;
    this.#hasher = new Hasher(settings.salt);
  }

  encode(values: ArrayLike<HashableValue>, name = "the column"): Int32Array {
    const ids = new Int32Array(values.length);
    for (let i = 0; i < ids.length; i++) {
      const id = this.#idOf(values[i]);
      if (id < 0) refuseUnhashable(this.kind, values[i], rowOf(name, i));
      ids[i] = id;
    }
    return ids;
  }

  encodeOne(value: HashableValue): number {
    const id = this.#idOf(value);
    if (id < 0) refuseUnhashable(this.kind, value, "the value");
    return id;
  }

  toJSON(): FittedHashingJSON {
    return { kind: this.kind, ...this.#settings };
  }

  describe(): string {
    const { bins, maskValue, salt } = this.#settings;
    const hash = salt === undefined ? "Fingerprint64" : `SipHash-2-4 salted with ${salt}`;
    const mask = maskValue === undefined ? "" : `; 0 for the mask value ${shown(maskValue)}`;
    return `hashing: ${bins} bins, ids 0 to ${bins - 1}, by ${hash}${mask}`;
  }

  #idOf(value: unknown): number {
    const first = this.#first;
    if (first === 1 && value === this.#settings.maskValue) return 0;
    const bin = this.#hasher.binOf(value, this.size - first);
    return bin < 0 ? bin : bin + first;
  }
}
