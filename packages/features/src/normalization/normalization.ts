import { ConfigError, checkOneOf, shown } from "@towerkit/core";
import { type Encoder, type EncoderJSON, type Fitting, fitWhole } from "../encoder.js";
import {
  type NumbersFeature,
  type NumbersOptions,
  type Numeric,
  numbersFeature,
} from "../feature-spec.js";
import { LARGEST_SQUARABLE, Moments } from "../numeric/moments.js";
import { checkFiniteNumber, refuseNonFinite, rowOf } from "../numeric/refuse.js";
import {
  FittedNormalization,
  PRECISIONS,
  type Precision,
  refuseTooLarge,
} from "./fitted-normalization.js";

export interface NormalizationOptions {
  /**
   * `"float64"` (the default) computes in double precision and rounds once, at the end.
   * `"float32"` rounds the mean, the variance and every step, and gives the bits of Keras.
   */
  readonly precision?: Precision;
  /** The mean to take away. Nothing is learned from the column then; `variance` must be given too. */
  readonly mean?: number;
  /** The variance whose square root divides; at least 0. `mean` must be given too. */
  readonly variance?: number;
}

/** Moves and scales a column to mean 0 and variance 1. Made by `normalization`. */
export interface Normalization extends Encoder<number, "numbers">, Numeric<number> {
  readonly kind: "normalization";
  fitting(name?: string): NormalizationFitting;
  fit(values: ArrayLike<number>, name?: string): FittedNormalization;
}

type NormalizationFitting = Fitting<number, "numbers", ArrayLike<number>, FittedNormalization>;

/**
 * Turns each number `x` of a column into `(x − mean) / √variance`, both learned from the column: one
 * number a row. After `Normalization` of Keras; the variance is the population's (divided by n), and
 * the divisor is at least 1e-7, as there.
 *
 * Mean and variance are the float64 nearest to the true ones, whatever the order of the rows.
 *
 * @throws ConfigError for an unknown precision, and for a mean without a variance or the reverse. A
 *   fit throws ConfigError for a column without rows, NumericError for a number past ±1e150.
 * @example
 * const time = normalization().fit([10, 20, 30]);
 * time.encodeOne(20); // Float32Array [0]
 */
export function normalization(options: NormalizationOptions = {}): Normalization {
  const { mean, variance } = options;
  const precision = checkOneOf(
    "normalization precision",
    options.precision ?? "float64",
    PRECISIONS,
  );
  if ((mean === undefined) !== (variance === undefined)) {
    throw new ConfigError(
      `normalization: give mean and variance together, or neither to learn them; got mean ${shown(mean)} and variance ${shown(variance)}.`,
    );
  }
  const given =
    mean === undefined || variance === undefined
      ? undefined
      : new FittedNormalization(checkMoments({ mean, variance }), precision);
  return new NormalizationEncoder(precision, given);
}

/** @throws ConfigError unless `mean` is finite and `variance` is finite and at least 0. */
export function checkMoments(moments: { mean: unknown; variance: unknown }): {
  mean: number;
  variance: number;
} {
  const mean = checkFiniteNumber("normalization mean", moments.mean);
  const variance = checkFiniteNumber("normalization variance", moments.variance);
  if (variance < 0) {
    throw new ConfigError(`normalization variance must be at least 0, got ${variance}.`);
  }
  return { mean, variance };
}

class NormalizationEncoder implements Normalization {
  readonly kind = "normalization";
  readonly output = "numbers";
  readonly #precision: Precision;
  readonly #given: FittedNormalization | undefined;

  constructor(precision: Precision, given: FittedNormalization | undefined) {
    this.#precision = precision;
    this.#given = given;
  }

  fitting(name = "the column"): NormalizationFitting {
    const given = this.#given;
    if (given !== undefined) return { add: () => {}, finish: () => given };
    return new MomentsFitting(this.#precision, name);
  }

  fit(values: ArrayLike<number>, name?: string): FittedNormalization {
    return fitWhole(this.fitting(name), values);
  }

  toJSON(): EncoderJSON {
    const given = this.#given;
    return given === undefined
      ? { kind: this.kind, precision: this.#precision }
      : { kind: this.kind, precision: this.#precision, mean: given.mean, variance: given.variance };
  }

  numbers<const C extends string>(options: {
    readonly column: C;
  }): NumbersFeature<number> & { readonly column: C };
  numbers(options?: NumbersOptions): NumbersFeature<number>;
  numbers(options?: NumbersOptions): NumbersFeature<number> {
    return numbersFeature(this, options);
  }
}

class MomentsFitting implements NormalizationFitting {
  readonly #precision: Precision;
  readonly #name: string;
  readonly #moments = new Moments();

  constructor(precision: Precision, name: string) {
    this.#precision = precision;
    this.#name = name;
  }

  add(values: ArrayLike<number>): void {
    const moments = this.#moments;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (typeof value !== "number" || !(Math.abs(value) <= LARGEST_SQUARABLE)) {
        refuseUnsquarable(value, rowOf(this.#name, moments.count));
      }
      moments.add(value);
    }
  }

  finish(): FittedNormalization {
    const moments = this.#moments;
    if (moments.count === 0) {
      throw new ConfigError(
        `normalization: ${this.#name} has no rows to learn a mean and a variance from. Fit on a column with rows, or give both.`,
      );
    }
    const fitted = { mean: moments.mean(), variance: moments.variance() };
    return new FittedNormalization(fitted, this.#precision);
  }
}

function refuseUnsquarable(value: unknown, place: string): never {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    refuseNonFinite("normalization", value, place);
  }
  refuseTooLarge(value, place);
}
