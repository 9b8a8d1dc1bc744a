import { type Matrix, NumericError } from "@towerkit/core";
import type { FittedNumbersEncoder } from "../encoder.js";
import { refuseNonFinite, rowOf } from "../numeric/refuse.js";

export const PRECISIONS = ["float64", "float32"] as const;

/** In which precision `normalization` computes. */
export type Precision = (typeof PRECISIONS)[number];

/** Keras divides by no less than this. */
const LEAST_DIVISOR = 1e-7;

/** The JSON of a fitted normalization. */
export interface FittedNormalizationJSON {
  readonly kind: "normalization";
  readonly precision: Precision;
  readonly mean: number;
  readonly variance: number;
  readonly [part: string]: unknown;
}

/** A mean to take away and a variance whose square root divides. */
export class FittedNormalization implements FittedNumbersEncoder<number> {
  readonly kind = "normalization";
  readonly output = "numbers";
  readonly dim = 1;
  readonly precision: Precision;
  readonly mean: number;
  /** Of the population: divided by n. */
  readonly variance: number;
  readonly #center: number;
  readonly #divisor: number;

  constructor(moments: { readonly mean: number; readonly variance: number }, precision: Precision) {
    this.mean = moments.mean;
    this.variance = moments.variance;
    this.precision = precision;
    if (precision === "float32") {
      const deviation = Math.fround(Math.sqrt(Math.fround(moments.variance)));
      this.#center = Math.fround(moments.mean);
      this.#divisor = Math.max(deviation, Math.fround(LEAST_DIVISOR));
    } else {
      this.#center = moments.mean;
      this.#divisor = Math.max(Math.sqrt(moments.variance), LEAST_DIVISOR);
    }
  }

  /** The normalised number before it is stored as a float32: with `"float64"`, in full precision. */
  normalize(value: number): number {
    return this.precision === "float64"
      ? (value - this.#center) / this.#divisor
      : Math.fround(Math.fround(Math.fround(value) - this.#center) / this.#divisor);
  }

  encode(values: ArrayLike<number>, name = "the column"): Matrix {
    const rows = values.length;
    const data = new Float32Array(rows);
    for (let i = 0; i < rows; i++) {
      const value = values[i];
      if (typeof value === "number") data[i] = this.normalize(value);
      if (typeof value !== "number" || !Number.isFinite(data[i])) {
        refuse(value, rowOf(name, i));
      }
    }
    return { rows, dim: 1, data };
  }

  encodeOne(value: number): Float32Array {
    if (typeof value !== "number") refuse(value, "the value");
    const data = Float32Array.of(this.normalize(value));
    if (!Number.isFinite(data[0])) refuse(value, "the value");
    return data;
  }

  toJSON(): FittedNormalizationJSON {
    const { kind, precision, mean, variance } = this;
    return { kind, precision, mean, variance };
  }

  describe(): string {
    return `normalization: mean ${this.mean}, deviation ${Math.sqrt(this.variance)}, in ${this.precision}`;
  }
}

function refuse(value: unknown, place: string): never {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    refuseNonFinite("normalization", value, place);
  }
  refuseTooLarge(value, place);
}

/** Refuses a finite number that cannot be worked with. */
export function refuseTooLarge(value: number, place: string): never {
  throw new NumericError(
    `normalization: ${place} is ${value}, which is too large to normalise. Leave the row out, or scale the column.`,
  );
}
