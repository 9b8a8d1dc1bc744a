import { ConfigError, shown } from "@towerkit/core";
import { Fingerprint64 } from "../hash/fingerprint64.js";
import { SipHash } from "../hash/siphash.js";
import { TextBytes } from "../hash/text-bytes.js";
import { Word64 } from "../hash/word64.js";
import { refuseNonFinite } from "../numeric/refuse.js";

/** A value that can be hashed: whole numbers and booleans are hashed as their text. */
export type HashableValue = string | number | boolean;

/** One number for both halves of the hash's key, or one each. */
export type Salt = number | readonly [number, number];

/** Puts values into bins. Owns what it computes in, so that hashing allocates nothing. */
export class Hasher {
  readonly #text = new TextBytes();
  readonly #hash: Fingerprint64 | SipHash;

  constructor(salt: Salt | undefined) {
    this.#hash = salt === undefined ? new Fingerprint64() : new SipHash(keyOf(salt));
  }

  /** The bin of a value, from 0; -1 for a value that cannot be hashed. */
  binOf(value: unknown, bins: number): number {
    const text = this.#text;
    if (typeof value === "string") text.setText(value);
    else if (Number.isSafeInteger(value)) text.setInteger(value as number);
    else if (typeof value === "boolean") text.setText(value ? "true" : "false");
    else return -1;
    return this.#hash.of(text.bytes, text.length).remainder(bins);
  }
}

/** Throws the error for a value that cannot be hashed or crossed. */
export function refuseUnhashable(kind: string, value: unknown, place: string): never {
  if (typeof value === "number" && !Number.isFinite(value)) refuseNonFinite(kind, value, place);
  throw new ConfigError(
    `${kind}: ${place} is ${shown(value)}, and every value must be a string or a whole number of magnitude below 2^53. Turn the column's values into strings, with String(value), or fill the gap.`,
  );
}

const keyOf = (salt: Salt): [Word64, Word64] => {
  const [first, second] = typeof salt === "number" ? [salt, salt] : salt;
  return [new Word64().setNumber(first), new Word64().setNumber(second)];
};
