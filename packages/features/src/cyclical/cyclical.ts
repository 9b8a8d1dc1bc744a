import { ConfigError, type Matrix, shown } from "@towerkit/core";
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
import { writeSineAndCosine } from "../numeric/turn.js";

/** The named periods in seconds. A year is the Gregorian calendar's mean, 365.2425 days. */
const SECONDS = { day: 86_400, week: 604_800, year: 31_556_952 } as const;

/** A period of `cyclical`: a name, or seconds. */
export type Period = keyof typeof SECONDS | number;

export interface CyclicalOptions {
  /** What repeats: `"day"`, `"week"`, `"year"` (365.2425 days), or any number of seconds above 0. */
  readonly period: Period;
}

/** Turns moments into points on a circle. Made by `cyclical`. */
export interface Cyclical extends Encoder<number, "numbers">, Numeric<number> {
  readonly kind: "cyclical";
  fitting(name?: string): Fitting<number, "numbers", ArrayLike<number>, FittedCyclical>;
  fit(values: ArrayLike<number>, name?: string): FittedCyclical;
}

/**
 * Turns each moment into the sine and the cosine of where it falls in a period, so that 23:59 lies
 * next to 0:00: two numbers a row. Moments are seconds since 1970-01-01 00:00 UTC, where each period
 * is at sine 0, cosine 1 (a week therefore turns on Thursday 0:00). Nothing is learned.
 *
 * Arithmetic of our own gives every machine the same bits; each number is within one float32 unit
 * in the last place (6e-8) of the true one.
 *
 * @throws ConfigError for another period.
 * @example
 * const hour = cyclical({ period: "day" }).fit([]);
 * hour.encodeOne(6 * 3600); // Float32Array [1, 0]
 */
export function cyclical(options: CyclicalOptions): Cyclical {
  return new CyclicalEncoder(new FittedCyclical(checkPeriod(options?.period)));
}

function checkPeriod(period: unknown): Period {
  const known = typeof period === "string" && Object.hasOwn(SECONDS, period);
  const seconds = typeof period === "number" && Number.isFinite(period) && period > 0;
  if (!known && !seconds) {
    throw new ConfigError(
      `cyclical period must be "day", "week", "year" or a number of seconds above 0, got ${shown(period)}.`,
    );
  }
  return period as Period;
}

class CyclicalEncoder implements Cyclical {
  readonly kind = "cyclical";
  readonly output = "numbers";
  readonly #fitted: FittedCyclical;

  constructor(fitted: FittedCyclical) {
    this.#fitted = fitted;
  }

  fitting(_name?: string): Fitting<number, "numbers", ArrayLike<number>, FittedCyclical> {
    return { add: () => {}, finish: () => this.#fitted };
  }

  fit(values: ArrayLike<number>, name?: string): FittedCyclical {
    return fitWhole(this.fitting(name), values);
  }

  toJSON(): EncoderJSON {
    return { kind: this.kind, period: this.#fitted.period };
  }

  numbers<const C extends string>(options: {
    readonly column: C;
  }): NumbersFeature<number> & { readonly column: C };
  numbers(options?: NumbersOptions): NumbersFeature<number>;
  numbers(options?: NumbersOptions): NumbersFeature<number> {
    return numbersFeature(this, options);
  }
}

/** A period, and where in it a moment falls. */
export class FittedCyclical implements FittedNumbersEncoder<number> {
  readonly kind = "cyclical";
  readonly output = "numbers";
  readonly dim = 2;
  readonly period: Period;
  /** The period in seconds. */
  readonly seconds: number;

  constructor(period: Period) {
    this.period = period;
    this.seconds = typeof period === "number" ? period : SECONDS[period];
  }

  encode(values: ArrayLike<number>, name = "the column"): Matrix {
    const rows = values.length;
    const data = new Float32Array(rows * 2);
    const { seconds } = this;
    for (let i = 0; i < rows; i++) {
      const value = values[i];
      if (typeof value !== "number" || !Number.isFinite(value)) {
        refuseNonFinite(this.kind, value, rowOf(name, i));
      }
      writeSineAndCosine((value % seconds) / seconds, data, i * 2);
    }
    return { rows, dim: 2, data };
  }

  encodeOne(value: number): Float32Array {
    if (typeof value !== "number" || !Number.isFinite(value)) {
      refuseNonFinite(this.kind, value, "the value");
    }
    const data = new Float32Array(2);
    writeSineAndCosine((value % this.seconds) / this.seconds, data, 0);
    return data;
  }

  toJSON(): FittedEncoderJSON {
    return { kind: this.kind, period: this.period };
  }

  describe(): string {
    const named = typeof this.period === "string" ? ` (a ${this.period})` : "";
    return `cyclical: sine and cosine over ${this.seconds} seconds${named}`;
  }
}

/**
 * Makes a fitted cyclical encoder again of its JSON.
 * @throws ConfigError for another period.
 */
export const readCyclical = (json: Readonly<Record<string, unknown>>): FittedCyclical =>
  new FittedCyclical(checkPeriod(json["period"]));
