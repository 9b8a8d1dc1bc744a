import { ConfigError, checkInteger, checkOneOf, shown } from "@towerkit/core";
import { type Encoder, type EncoderJSON, type Fitting, fitWhole } from "../encoder.js";
import {
  type Embeddable,
  type EmbeddingFeature,
  type EmbeddingOptions,
  embeddingFeature,
} from "../feature-spec.js";
import { QuantileFitting, UniformFitting } from "./boundary-fittings.js";
import { checkBoundaries, FittedDiscretization } from "./fitted-discretization.js";

/** Where the boundaries between buckets come from; exactly one of the three. */
export type DiscretizationOptions =
  /** The boundaries, never falling. Nothing is learned then. */
  | { readonly boundaries: readonly number[]; readonly spacing?: undefined }
  /** How many boundaries to space evenly from the column's least to its greatest number, both included. */
  | { readonly boundaries: number; readonly spacing: "uniform" }
  /** Into how many buckets of about as many rows to cut the column. */
  | { readonly quantiles: number };

/** Sorts a column of numbers into buckets. Made by `discretization`. */
export interface Discretization extends Encoder<number>, Embeddable<number> {
  readonly kind: "discretization";
  fitting(name?: string): DiscretizationFitting;
  fit(values: ArrayLike<number>, name?: string): FittedDiscretization;
}

/** A discretization that is learning its boundaries. */
export type DiscretizationFitting = Fitting<number, "id", ArrayLike<number>, FittedDiscretization>;

/**
 * Gives each number of a column the id of its bucket, which is the number of boundaries that are at
 * most the number: one on a boundary falls in the upper bucket. After `Discretization` of Keras.
 *
 * Boundaries are kept and compared in float64. `{ boundaries: n, spacing: "uniform" }` has the bits
 * of `numpy.linspace(min, max, n)`. `{ quantiles: n }` has the boundaries that Keras learns from the
 * column in one piece, approximate as they are: float32, within about 1 % of the rows of the true
 * quantile, and `n − 1` of them at most. To that end the fitting keeps the column (4 bytes a row).
 *
 * @throws ConfigError for boundaries that fall or are not finite, counts below 1, and any other
 *   combination of options. A fit that learns throws ConfigError for a column without rows.
 * @example
 * discretization({ boundaries: [0, 10] }).fit([]).encode([-5, 0, 12]); // Int32Array [0, 1, 2]
 */
export function discretization(options: DiscretizationOptions): Discretization {
  const { boundaries, spacing, quantiles } = (options ?? {}) as Record<string, unknown>;
  if ((boundaries === undefined) === (quantiles === undefined)) {
    throw new ConfigError(
      `discretization needs either boundaries or quantiles, got ${shown(options)}.`,
    );
  }
  if (quantiles !== undefined) {
    const bins = checkInteger("discretization quantiles", quantiles, 1);
    return new DiscretizationEncoder(
      { quantiles: bins },
      (name) => new QuantileFitting(bins, name),
    );
  }
  if (typeof boundaries === "number") {
    const count = checkInteger("discretization boundaries", boundaries, 1);
    const uniform = checkOneOf("discretization spacing", spacing, ["uniform"]);
    return new DiscretizationEncoder(
      { boundaries: count, spacing: uniform },
      (name) => new UniformFitting(count, name),
    );
  }
  if (spacing !== undefined) {
    throw new ConfigError(
      "discretization spacing goes with a number of boundaries; given boundaries have their own.",
    );
  }
  const fitted = new FittedDiscretization(checkBoundaries(boundaries));
  return new DiscretizationEncoder({ boundaries: fitted.boundaries }, () => ({
    add: () => {},
    finish: () => fitted,
  }));
}

class DiscretizationEncoder implements Discretization {
  readonly kind = "discretization";
  readonly output = "id";
  readonly #settings: Omit<EncoderJSON, "kind">;
  readonly #fitting: (name: string) => DiscretizationFitting;

  constructor(
    settings: Omit<EncoderJSON, "kind">,
    fitting: (name: string) => DiscretizationFitting,
  ) {
    this.#settings = settings;
    this.#fitting = fitting;
  }

  fitting(name = "the column"): DiscretizationFitting {
    return this.#fitting(name);
  }

  fit(values: ArrayLike<number>, name?: string): FittedDiscretization {
    return fitWhole(this.fitting(name), values);
  }

  toJSON(): EncoderJSON {
    return { kind: this.kind, ...this.#settings };
  }

  embedding<const C extends string>(
    dim: number,
    options: EmbeddingOptions & { readonly column: C },
  ): EmbeddingFeature<number> & { readonly column: C };
  embedding(dim: number, options?: EmbeddingOptions): EmbeddingFeature<number>;
  embedding(dim: number, options?: EmbeddingOptions): EmbeddingFeature<number> {
    return embeddingFeature(this, dim, options);
  }
}
