import { type Matrix, NumericError } from "@towerkit/core";
import {
  type Encoder,
  type EncoderJSON,
  type FittedEncoderJSON,
  type FittedNumbersEncoder,
  type Fitting,
  fitWhole,
} from "../encoder.js";
import {
  type NumbersFeature,
  type NumbersOptions,
  type Numeric,
  numbersFeature,
} from "../feature-spec.js";
import { refuseNonFinite, rowOf } from "../numeric/refuse.js";

type PassthroughFitting = Fitting<number, "numbers", ArrayLike<number>, FittedPassthrough>;

/** Takes numbers as they are. Made by `passthrough`. */
export interface Passthrough extends Encoder<number, "numbers">, Numeric<number> {
  readonly kind: "passthrough";
  fitting(name?: string): PassthroughFitting;
  fit(values: ArrayLike<number>, name?: string): FittedPassthrough;
}

/**
 * Takes the numbers of a column as they are, rounded to float32: one number a row. Nothing is learned.
 * @example
 * passthrough().fit([]).encodeOne(0.5); // Float32Array [0.5]
 */
export const passthrough = (): Passthrough => new PassthroughEncoder();

/** Makes a fitted passthrough again of its JSON. */
export const readPassthrough = (): FittedPassthrough => new FittedPassthrough();

class PassthroughEncoder implements Passthrough {
  readonly kind = "passthrough";
  readonly output = "numbers";

  fitting(_name?: string): PassthroughFitting {
    return { add: () => {}, finish: () => new FittedPassthrough() };
  }

  fit(values: ArrayLike<number>, name?: string): FittedPassthrough {
    return fitWhole(this.fitting(name), values);
  }

  toJSON(): EncoderJSON {
    return { kind: this.kind };
  }

  numbers<const C extends string>(options: {
    readonly column: C;
  }): NumbersFeature<number> & { readonly column: C };
  numbers(options?: NumbersOptions): NumbersFeature<number>;
  numbers(options?: NumbersOptions): NumbersFeature<number> {
    return numbersFeature(this, options);
  }
}

/** Numbers as they are, in float32. */
export class FittedPassthrough implements FittedNumbersEncoder<number> {
  readonly kind = "passthrough";
  readonly output = "numbers";
  readonly dim = 1;

  encode(values: ArrayLike<number>, name = "the column"): Matrix {
    const rows = values.length;
    const data = new Float32Array(rows);
    for (let row = 0; row < rows; row++) {
      const value: unknown = values[row];
      if (typeof value === "number") data[row] = value;
      if (typeof value !== "number" || !Number.isFinite(data[row])) refuse(value, rowOf(name, row));
    }
    return { rows, dim: 1, data };
  }

  encodeOne(value: number): Float32Array {
    if (typeof value !== "number" || !Number.isFinite(Math.fround(value))) {
      refuse(value, "the value");
    }
    return Float32Array.of(value);
  }

  toJSON(): FittedEncoderJSON {
    return { kind: this.kind };
  }

  describe(): string {
    return "passthrough: one number a row, as it is, in float32";
  }
}

function refuse(value: unknown, place: string): never {
  if (typeof value === "number" && Number.isFinite(value)) {
    throw new NumericError(
      `passthrough: ${place} is ${value}, which is too large for float32. Scale the column, or use normalization().`,
    );
  }
  refuseNonFinite("passthrough", value, place);
}
