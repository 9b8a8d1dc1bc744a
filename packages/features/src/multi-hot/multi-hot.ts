import { ConfigError, checkInteger, checkOneOf, type Matrix, shown } from "@towerkit/core";
import {
  type Encoder,
  type EncoderJSON,
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
import { rowOf } from "../numeric/refuse.js";

const OUTPUTS = ["multiHot", "count"] as const;

/** What `multiHot` writes for an index: 1, or how often it stands in the row. */
export type MultiHotOutput = (typeof OUTPUTS)[number];

/** One row's value: indices from 0, below the size, in any order. */
export type Indices = ArrayLike<number>;

export interface MultiHotOptions {
  /** How many numbers a row becomes: indices run from 0 to `size - 1`. */
  readonly size: number;
  /** `"multiHot"` (the default): 1 for each index of the row. `"count"`: how often it stands there. */
  readonly output?: MultiHotOutput;
}

/** The JSON of a fitted multi-hot encoder. */
export interface FittedMultiHotJSON {
  readonly kind: "multiHot";
  readonly size: number;
  readonly output: MultiHotOutput;
  readonly [part: string]: unknown;
}

type MultiHotFitting = Fitting<Indices, "numbers", ArrayLike<Indices>, FittedMultiHot>;

/** Turns lists of indices into rows of ones and zeros. Made by `multiHot`. */
export interface MultiHot extends Encoder<Indices, "numbers">, Numeric<Indices> {
  readonly kind: "multiHot";
  fitting(name?: string): MultiHotFitting;
  fit(values: ArrayLike<Indices>, name?: string): FittedMultiHot;
}

/**
 * Turns each row's list of indices into `size` numbers: 1 at every index of the list, 0 elsewhere.
 * Nothing is learned. After `CategoryEncoding` of Keras; unlike there, an index past the end is an
 * error.
 *
 * @throws ConfigError if `size` is no whole number from 1, or for an unknown output.
 * @example
 * multiHot({ size: 4 }).fit([]).encodeOne([0, 2]); // Float32Array [1, 0, 1, 0]
 */
export const multiHot = (options: MultiHotOptions): MultiHot =>
  new MultiHotEncoder(readMultiHot({ size: options?.size, output: options?.output ?? "multiHot" }));

/**
 * Makes a fitted multi-hot encoder again of its JSON.
 * @throws ConfigError naming the part that is wrong.
 */
export const readMultiHot = (json: Readonly<Record<string, unknown>>): FittedMultiHot =>
  new FittedMultiHot(
    checkInteger("multiHot size", json["size"], 1),
    checkOneOf("multiHot output", json["output"], OUTPUTS),
  );

class MultiHotEncoder implements MultiHot {
  readonly kind = "multiHot";
  readonly output = "numbers";
  readonly #fitted: FittedMultiHot;

  constructor(fitted: FittedMultiHot) {
    this.#fitted = fitted;
  }

  fitting(_name?: string): MultiHotFitting {
    return { add: () => {}, finish: () => this.#fitted };
  }

  fit(values: ArrayLike<Indices>, name?: string): FittedMultiHot {
    return fitWhole(this.fitting(name), values);
  }

  toJSON(): EncoderJSON {
    return this.#fitted.toJSON();
  }

  numbers<const C extends string>(options: {
    readonly column: C;
  }): NumbersFeature<Indices> & { readonly column: C };
  numbers(options?: NumbersOptions): NumbersFeature<Indices>;
  numbers(options?: NumbersOptions): NumbersFeature<Indices> {
    return numbersFeature(this, options);
  }
}

/** How many indices there are, and what is written for them. */
export class FittedMultiHot implements FittedNumbersEncoder<Indices> {
  readonly kind = "multiHot";
  readonly output = "numbers";
  readonly dim: number;
  readonly #written: MultiHotOutput;

  constructor(size: number, written: MultiHotOutput) {
    this.dim = size;
    this.#written = written;
  }

  encode(values: ArrayLike<Indices>, name = "the column"): Matrix {
    const rows = values.length;
    const { dim } = this;
    const data = new Float32Array(rows * dim);
    for (let row = 0; row < rows; row++) {
      const wrong = this.#write(values[row], data, row * dim);
      if (wrong !== NONE) this.#refuse(values[row], wrong, rowOf(name, row));
    }
    return { rows, dim, data };
  }

  encodeOne(value: Indices): Float32Array {
    const data = new Float32Array(this.dim);
    const wrong = this.#write(value, data, 0);
    if (wrong !== NONE) this.#refuse(value, wrong, "the value");
    return data;
  }

  toJSON(): FittedMultiHotJSON {
    return { kind: this.kind, size: this.dim, output: this.#written };
  }

  describe(): string {
    const written = this.#written === "count" ? "how often an index stands" : "1 for each index";
    return `multiHot: ${this.dim} numbers, ${written} in a row`;
  }

  /** Writes one row and says which place of it is wrong, or `NONE`. */
  #write(indices: unknown, data: Float32Array, offset: number): number {
    if (!isList(indices)) return NO_LIST;
    const step = this.#written === "count" ? 1 : 0;
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i];
      if (!Number.isInteger(index) || index < 0 || index >= this.dim) return i;
      data[offset + index] = step * data[offset + index] + 1;
    }
    return NONE;
  }

  #refuse(indices: Indices, at: number, place: string): never {
    if (at === NO_LIST) {
      throw new ConfigError(
        `multiHot: ${place} is ${shown(indices)}, and every value must be an array of indices; empty where there are none.`,
      );
    }
    throw new ConfigError(
      `multiHot: index ${at} of ${place} is ${shown(indices[at])}; it must be a whole number from 0, below ${this.dim}.`,
    );
  }
}

const NONE = -1;
const NO_LIST = -2;

const isList = (value: unknown): value is ArrayLike<number> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
