import { ConfigError, shown } from "@towerkit/core";
import { type Encoder, type EncoderJSON, type Fitting, fitWhole } from "../encoder.js";
import { type CrossFeature, type CrossOptions, crossFeature } from "../feature-spec.js";
import { checkBins } from "../hash/bins.js";
import { type CrossColumns, type CrossValue, FittedHashedCross } from "./fitted-hashed-cross.js";

export interface HashedCrossOptions {
  /** How many ids there are: from 1, below 2^31. */
  readonly bins: number;
}

type HashedCrossFitting = Fitting<CrossValue, "id", CrossColumns, FittedHashedCross>;

/** Gives every combination of values an id by its hash. Made by `hashedCross`. */
export interface HashedCross extends Encoder<CrossValue, "id", CrossColumns> {
  readonly kind: "hashedCross";
  fitting(names?: readonly string[]): HashedCrossFitting;
  fit(columns: CrossColumns, names?: readonly string[]): FittedHashedCross;
  /**
   * Makes a feature of the encoder: each id has an embedding of `dim` numbers, learned in training.
   * @param dim - a whole number of at least 1.
   * @throws ConfigError if `dim` is not that, or fewer than two columns are named.
   */
  embedding(dim: number, options: CrossOptions): CrossFeature<CrossValue>;
}

/**
 * Gives every combination of the values of two columns or more an id by its hash; nothing is learned,
 * and combinations may share an id. Strings are hashed; whole numbers enter as they are, so `7` and
 * `"7"` differ.
 *
 * After `HashedCrossing` of Keras, whose ids these are: FingerprintCat64 over the parts'
 * Fingerprint64, modulo the bins.
 *
 * @throws ConfigError for bins that are no whole number from 1, below 2^31.
 * @example
 * const cross = hashedCross({ bins: 1000 }).fit([[], []]);
 * cross.encode([["a", "b"], ["x", "y"]]); // two ids
 */
export const hashedCross = (options: HashedCrossOptions): HashedCross =>
  new HashedCrossEncoder(readHashedCross({ bins: options?.bins }));

/**
 * Makes a fitted hashed cross again of its JSON.
 * @throws ConfigError naming the part that is wrong.
 */
export const readHashedCross = (json: Readonly<Record<string, unknown>>): FittedHashedCross =>
  new FittedHashedCross(checkBins("hashedCross", json["bins"], 1));

class HashedCrossEncoder implements HashedCross {
  readonly kind = "hashedCross";
  readonly output = "id";
  readonly #fitted: FittedHashedCross;

  constructor(fitted: FittedHashedCross) {
    this.#fitted = fitted;
  }

  fitting(_names?: readonly string[]): HashedCrossFitting {
    return { add: () => {}, finish: () => this.#fitted };
  }

  fit(columns: CrossColumns, names?: readonly string[]): FittedHashedCross {
    return fitWhole(this.fitting(names), columns);
  }

  toJSON(): EncoderJSON {
    return this.#fitted.toJSON();
  }

  embedding(dim: number, options: CrossOptions): CrossFeature<CrossValue> {
    const columns: unknown = options?.columns;
    if (!Array.isArray(columns) || columns.length < 2) {
      throw new ConfigError(
        `hashedCross: embedding needs the names of two columns or more, as { columns: ["a", "b"] }; got ${shown(columns)}.`,
      );
    }
    return crossFeature<CrossValue, "id">(this, dim, options, columns.length);
  }
}
