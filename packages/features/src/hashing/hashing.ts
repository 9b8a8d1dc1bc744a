import { ConfigError, shown } from "@towerkit/core";
import { type Encoder, type EncoderJSON, type Fitting, fitWhole } from "../encoder.js";
import {
  type Embeddable,
  type EmbeddingFeature,
  type EmbeddingOptions,
  embeddingFeature,
} from "../feature-spec.js";
import { checkBins } from "../hash/bins.js";
import { FittedHashing, type HashingSettings } from "./fitted-hashing.js";
import { type HashableValue, refuseUnhashable, type Salt } from "./hasher.js";

export interface HashingOptions {
  /** How many ids there are, the mask's included: from 1, or from 2 with a mask value, below 2^31. */
  readonly bins: number;
  /** A value that stands for nothing: it gets id 0, and no other value does. Default: none. */
  readonly maskValue?: HashableValue;
  /**
   * Makes another hash, which nobody can foresee who does not know it: one whole number, or one for
   * each half of the key. Default: none.
   */
  readonly salt?: Salt;
}

type HashingFitting = Fitting<HashableValue, "id", ArrayLike<HashableValue>, FittedHashing>;

/** Gives every value an id by its hash. Made by `hashing`. */
export interface Hashing extends Encoder<HashableValue>, Embeddable<HashableValue> {
  readonly kind: "hashing";
  fitting(name?: string): HashingFitting;
  fit(values: ArrayLike<HashableValue>, name?: string): FittedHashing;
}

/**
 * Gives every value an id by its hash, without a vocabulary: nothing is learned, and values may share
 * an id. Whole numbers and booleans are hashed as their text (`"-7"`, `"true"`).
 *
 * After `Hashing` of Keras, whose ids these are: FarmHash's Fingerprint64 of the UTF-8 bytes, or with
 * a salt SipHash-2-4, modulo the bins.
 *
 * @throws ConfigError for bins that are no whole number or too few, and for a salt or mask value of
 *   another type.
 * @example
 * hashing({ bins: 200_000 }).fit([]).encodeOne("Star Wars (1977)"); // 101016
 */
export const hashing = (options: HashingOptions): Hashing =>
  new HashingEncoder(new FittedHashing(checkSettings(options)));

/**
 * Makes a fitted hashing again of its JSON.
 * @throws ConfigError naming the part that is wrong.
 */
export const readHashing = (json: Readonly<Record<string, unknown>>): FittedHashing =>
  new FittedHashing(checkSettings(json));

function checkSettings(options: {
  readonly bins?: unknown;
  readonly maskValue?: unknown;
  readonly salt?: unknown;
}): HashingSettings {
  const { maskValue, salt } = options ?? {};
  const bins = checkBins("hashing", options?.bins, maskValue === undefined ? 1 : 2);
  return {
    bins,
    ...(maskValue === undefined ? {} : { maskValue: checkMaskValue(maskValue) }),
    ...(salt === undefined ? {} : { salt: checkSalt(salt) }),
  };
}

function checkMaskValue(value: unknown): HashableValue {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (!Number.isSafeInteger(value)) refuseUnhashable("hashing", value, "maskValue");
  return value as number;
}

function checkSalt(salt: unknown): Salt {
  const halves: readonly unknown[] = Array.isArray(salt) ? [...salt] : [salt, salt];
  if (halves.length !== 2 || !halves.every((half) => Number.isSafeInteger(half))) {
    throw new ConfigError(
      `hashing salt must be a whole number of magnitude below 2^53, or two of them, got ${Array.isArray(salt) ? `[${salt.map(shown).join(", ")}]` : shown(salt)}.`,
    );
  }
  return Array.isArray(salt) ? (halves as [number, number]) : (salt as number);
}

class HashingEncoder implements Hashing {
  readonly kind = "hashing";
  readonly output = "id";
  readonly #fitted: FittedHashing;

  constructor(fitted: FittedHashing) {
    this.#fitted = fitted;
  }

  fitting(_name?: string): HashingFitting {
    return { add: () => {}, finish: () => this.#fitted };
  }

  fit(values: ArrayLike<HashableValue>, name?: string): FittedHashing {
    return fitWhole(this.fitting(name), values);
  }

  toJSON(): EncoderJSON {
    return this.#fitted.toJSON();
  }

  embedding<const C extends string>(
    dim: number,
    options: EmbeddingOptions & { readonly column: C },
  ): EmbeddingFeature<HashableValue> & { readonly column: C };
  embedding(dim: number, options?: EmbeddingOptions): EmbeddingFeature<HashableValue>;
  embedding(dim: number, options?: EmbeddingOptions): EmbeddingFeature<HashableValue> {
    return embeddingFeature<HashableValue, "id">(this, dim, options);
  }
}
